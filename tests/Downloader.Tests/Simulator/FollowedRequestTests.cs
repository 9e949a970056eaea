using System.Diagnostics;
using Trading.Downloader.Tests.Running;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>
/// Requests to a venue that refuses and fails, followed: one search of the log for a correlation id shows every attempt, the job's
/// trace shows the waits for weight, the attempts and the write.
/// </summary>
public sealed class FollowedRequestTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private SimulatedVenue _venue = null!;

    public async ValueTask InitializeAsync() => _venue = await SimulatedVenue.StartAsync();

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    [Fact]
    public async Task One_id_finds_all_attempts_of_a_rest_request_and_the_trace_shows_all_its_parts()
    {
        await _venue.SetFaultsAsync(new { http429 = 0.15, http5xx = 0.25, seed = 3 });
        await using var service = await RunningDownloader.StartAsync(_venue.Url);

        var id = await service.QueueAsync("2024-03-01", "2024-03-21");
        Assert.Equal("completed", (await service.EndAsync(id)).GetProperty("state").GetString());

        var trace = await TraceAsync(service, id);
        var repeated = trace.Where(span => span.OperationName == "venue klines" && span.GetTagItem("request.attempts") is > 1).ToArray();
        Assert.NotEmpty(repeated);
        var statuses = new HashSet<int>();
        foreach (var request in repeated)
        {
            var name = (string)request.GetTagItem("request.id")!;
            Assert.Matches("^req-[0-9a-f]{8}$", name);
            var found = service.Logs.Search(name);
            var told = found.Select(line => line.Attempt).OfType<(string Endpoint, int Attempt, int Status)>().ToArray();
            var attempts = Children(trace, request, "venue attempt");

            Assert.Equal(Enumerable.Range(1, (int)request.GetTagItem("request.attempts")!), told.Select(line => line.Attempt));
            Assert.Equal(told.Select(line => (line.Attempt, line.Status)), attempts.Select(span => ((int)span.GetTagItem("request.attempt")!, Status(span))));
            Assert.Equal(200, told[^1].Status);
            Assert.All(attempts, span => Assert.Equal(Status(span) == 200 ? ActivityStatusCode.Unset : ActivityStatusCode.Error, span.Status));
            Assert.Equal(attempts.Count, Children(trace, request, "weight wait").Count);
            statuses.UnionWith(told.Select(line => line.Status));

            // The attempt after a 429 waits in the gate with everybody else, and its line says for how long.
            var after = Array.FindIndex(told, line => line.Status == 429) + 1;
            Assert.True(after == 0 || found.Where(line => line.Attempt is not null).ElementAt(after).Fields["WaitMs"] is >= 500L, $"{name} did not wait after 429");

            var page = trace.Single(span => span.SpanId == request.ParentSpanId);
            if (page.OperationName == "bar page")
            {
                Assert.True(Assert.Single(Children(trace, page, "store bars")).StartTimeUtc >= request.StartTimeUtc + request.Duration);
            }
        }

        Assert.Superset(new HashSet<int> { 200, 429, 503 }, statuses);
        SaysNoAddress(trace);
    }

    [Fact]
    public async Task One_id_finds_all_attempts_at_a_published_file_and_at_its_checksum()
    {
        await _venue.SetFaultsAsync(new { http5xx = 0.4, wrongChecksum = 0.4, seed = 5 });
        await using var service = await RunningDownloader.StartAsync(_venue.Url);

        var id = await service.QueueAsync("2023-01-01", "2024-01-01", "1h", "auto");
        Assert.Equal("completed", (await service.EndAsync(id)).GetProperty("state").GetString());

        var trace = await TraceAsync(service, id);
        var files = trace.Where(span => span.OperationName == "fetch archive").ToArray();
        Assert.NotEmpty(files);
        var failures = 0;
        foreach (var file in files)
        {
            var name = (string)file.GetTagItem("request.id")!;
            Assert.Matches("^req-[0-9a-f]{8}$", name);
            var attempts = Children(trace, file, "archive attempt").Select(span => ((string)span.GetTagItem("archive.part")!, (int)span.GetTagItem("request.attempt")!, Status(span))).ToArray();
            var told = service.Logs.Search(name).Select(line => line.Attempt).OfType<(string Endpoint, int Attempt, int Status)>().ToArray();

            // An attempt that goes well at once is no line at the default level.
            Assert.Equal(attempts.Where(attempt => attempt is not (_, 1, 200)), told);
            Assert.All(attempts.GroupBy(attempt => attempt.Item1), part => Assert.Equal(Enumerable.Range(1, part.Count()), part.Select(attempt => attempt.Item2)));
            failures += attempts.Count(attempt => attempt.Item3 != 200);
            var store = trace.Where(span => span.OperationName == "store archive" && span.ParentSpanId == file.ParentSpanId);
            Assert.InRange(store.Count(), file.Status == ActivityStatusCode.Error ? 0 : 1, 1);
        }

        Assert.True(failures > 0, "no attempt failed: the run proves nothing");
        SaysNoAddress(trace);
    }

    /// <summary>The job's own span ends after its last line.</summary>
    private static Task<IReadOnlyList<Activity>> TraceAsync(RunningDownloader service, Guid job) => Poll.UntilAsync(
        () => Task.FromResult(service.Spans.OfJob(job)), trace => trace.Count > 0, Deadline);

    private static IReadOnlyList<Activity> Children(IEnumerable<Activity> trace, Activity parent, string name) =>
        [.. trace.Where(span => span.ParentSpanId == parent.SpanId && span.OperationName == name).OrderBy(span => span.StartTimeUtc)];

    private static int Status(Activity span) => (int)span.GetTagItem("http.response.status_code")!;

    /// <summary>Spans of the product name no address and no query; those of the HTTP stack are not among them.</summary>
    private static void SaysNoAddress(IEnumerable<Activity> trace) => Assert.All(
        trace.SelectMany(span => span.TagObjects),
        tag => Assert.DoesNotMatch(@"https?://|\?|signature|startTime=", $"{tag.Value}"));
}
