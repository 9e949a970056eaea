using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;
using Trading.Testing.Api;

namespace Trading.AllInOne.Tests.Gate;

/// <summary>
/// Every operation of the OpenAPI documents under seeded requests from strangers, with defects, and wild: no fault of ours, no slow
/// answer, no growth of the heap, and nothing changed by what was refused. Routes are read from the running system, so a new one joins.
/// </summary>
public sealed class FuzzTests
{
    private const int Clients = 4;
    private const int Rounds = 20;

    /// <summary>Rounds before the heap is watched: caches of a bounded size fill first.</summary>
    private const int WarmRounds = 4;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task No_request_gets_a_fault_a_late_answer_or_past_a_refusal()
    {
        var total = Needs.IsLongRun ? 500_000 : 8_000;
        var seed = int.Parse(Environment.GetEnvironmentVariable("TRADING_FUZZ_SEED") ?? "20261129", CultureInfo.InvariantCulture);
        await using var host = await GateHost.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
        await Poll.UntilAsync(async () => (await http.GetAsync(new Uri(host.Product, "/ready"))).IsSuccessStatusCode, TimeSpan.FromMinutes(1), "the system is ready");
        var operations = await host.OperationsAsync(http);
        var forge = new RequestForge(operations, host.Key("admin"), host.Key("viewer"), seed);
        var findings = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<(string Operation, int Status), int>();
        var heaps = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var before = await host.StateAsync(http);
            await SendAsync(http, [.. Enumerable.Range(0, total / Rounds / 2).Select(_ => forge.Refused())], findings, statuses);
            foreach (var changed in GateHost.Differences(before, await host.StateAsync(http)))
            {
                findings.Enqueue($"round {round}: requests that were refused changed {changed}: {before.GetValueOrDefault(changed)}");
            }

            await SendAsync(http, [.. Enumerable.Range(0, total / Rounds / 2).Select(_ => forge.Wild()).OrderBy(request => IsControl(request.Operation))], findings, statuses);
            await CalmAsync(http, host);
            heaps.Add(HeapBytes());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {heaps[^1] / 1e6:0.00} MB"));
        }

        var unreached = operations.Where(operation => !statuses.Keys.Any(key => key.Operation == operation.ToString())).Select(operation => operation.ToString());
        Assert.Empty(unreached);
        Assert.True(findings.IsEmpty, $"seed {seed}, {findings.Count} findings:\n{string.Join('\n', findings.Take(40))}");
        var watched = heaps.Skip(WarmRounds).ToList();
        var (first, last) = (Median(watched.Take(watched.Count / 4)), Median(watched.TakeLast(watched.Count / 4)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{total} requests, {operations.Count} operations, seed {seed}: heap {first / 1e6:0.0} MB in the first quarter, {last / 1e6:0.0} MB in the last."));

        // Bounded caches are full after some 100,000 requests: the short form sees them fill.
        var allowed = Needs.IsLongRun ? 1.05 : 1.1;
        Assert.True(last < first * allowed, $"The heap grew from {first:N0} bytes in the first quarter to {last:N0} in the last.");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>What is reachable: objects with a finalizer live until it has run.</summary>
    private static long HeapBytes()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static bool IsControl(ApiOperation operation) => operation.Changes && operation.Path.StartsWith("/simulator/", StringComparison.Ordinal);

    private static async Task SendAsync(
        HttpClient http, IReadOnlyList<FuzzRequest> requests, ConcurrentQueue<string> findings, ConcurrentDictionary<(string, int), int> statuses)
    {
        var parallel = requests.Where(request => !IsControl(request.Operation) || request.Intent != FuzzIntent.Wild);
        await Parallel.ForEachAsync(parallel, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (request, _) => await OneAsync(http, request, findings, statuses));

        // What changes the venue's behaviour goes alone: a fault that was set on purpose must not look like one of ours.
        foreach (var request in requests.Where(request => IsControl(request.Operation) && request.Intent == FuzzIntent.Wild))
        {
            await OneAsync(http, request, findings, statuses);
        }
    }

    private static async Task OneAsync(HttpClient http, FuzzRequest request, ConcurrentQueue<string> findings, ConcurrentDictionary<(string, int), int> statuses)
    {
        try
        {
            var (status, elapsed) = await AskAsync(http, request);
            statuses.AddOrUpdate((request.Operation.ToString(), (int)status), 1, (_, count) => count + 1);
            if (status == HttpStatusCode.InternalServerError || (int)status is > 500 and not 503)
            {
                findings.Enqueue($"{(int)status} to {request}");
            }
            else if (request.Intent == FuzzIntent.Stranger && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            {
                findings.Enqueue($"{(int)status} to a stranger: {request}");
            }
            else if (request.Intent == FuzzIntent.Defect && (int)status is < 400 or 422)
            {
                findings.Enqueue($"{(int)status} to a defect: {request}");
            }

            // A collection or a busy machine can hold up any answer once: asked again, only what is slow by itself is slow again.
            if (elapsed > LongestAnswer && (await AskAsync(http, request)).Elapsed is var again && again > LongestAnswer)
            {
                findings.Enqueue($"{elapsed.TotalSeconds:0.0} s, then {again.TotalSeconds:0.0} s for {(int)status} to {request}");
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            findings.Enqueue($"{fault.GetBaseException().Message} at {request}");
        }
    }

    /// <summary>Until the first bytes: a stream of events is left then.</summary>
    private static async Task<(HttpStatusCode Status, TimeSpan Elapsed)> AskAsync(HttpClient http, FuzzRequest request)
    {
        var watch = Stopwatch.StartNew();
        using var message = request.ToMessage();
        using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            await answer.Content.CopyToAsync(Stream.Null);
        }

        return (answer.StatusCode, watch.Elapsed);
    }

    /// <summary>Takes back what wild requests may have begun: faults, a replay, a halt, downloads, running strategies.</summary>
    private static async Task CalmAsync(HttpClient http, GateHost host)
    {
        using var faults = Message(HttpMethod.Put, new Uri(host.Simulator, "/simulator/faults"), host.Key("admin"), new { });
        using var cleared = await http.SendAsync(faults);
        cleared.EnsureSuccessStatusCode();
        using var resume = Message(HttpMethod.Post, new Uri(host.Product, "/risk/resume"), host.Key("admin"), new { });
        using var resumed = await http.SendAsync(resume);
        resumed.EnsureSuccessStatusCode();
        foreach (var id in await IdsAsync(http, new Uri(host.Product, "/downloads?limit=100"), state => state is "queued" or "running"))
        {
            using var cancel = Message(HttpMethod.Delete, new Uri(host.Product, $"/downloads/{id}"), host.Key("admin"), body: null);
            using var cancelled = await http.SendAsync(cancel);
        }

        foreach (var id in await IdsAsync(http, new Uri(host.Product, "/paper/strategies"), state => state == "running"))
        {
            using var stop = Message(HttpMethod.Patch, new Uri(host.Product, $"/paper/strategies/{id}"), host.Key("admin"), new { action = "stop" });
            using var stopped = await http.SendAsync(stop);
        }
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(HttpClient http, Uri list, Func<string, bool> wanted)
    {
        using var document = JsonDocument.Parse(await http.GetByteArrayAsync(list));
        return [.. document.RootElement.EnumerateArray().Where(item => wanted(item.GetProperty("state").GetString()!)).Select(item => item.GetProperty("id").ToString())];
    }

    private static HttpRequestMessage Message(HttpMethod method, Uri address, string key, object? body)
    {
        var message = new HttpRequestMessage(method, address);
        message.Headers.Add("X-Api-Key", key);
        message.Content = body is null ? null : JsonContent.Create(body);
        return message;
    }
}
