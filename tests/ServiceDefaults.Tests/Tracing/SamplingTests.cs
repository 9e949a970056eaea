using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Trading.ServiceDefaults.Telemetry;
using Trading.ServiceDefaults.Tests.Hosting;
using Trading.ServiceDefaults.Tracing;

namespace Trading.ServiceDefaults.Tests.Tracing;

public sealed class SamplingTests
{
    private const string Source = "Trading.Sampled";

    private static readonly ActivitySource Spans = new(Source);

    [Theory]
    [InlineData("Always", 100, 100)]
    [InlineData("Never", 0, 0)]
    [InlineData("Ratio", 20, 80)]
    [InlineData("RateLimited", 1, 15)]
    public async Task A_sampler_lets_its_share_pass(string sampler, int least, int most)
    {
        await using var host = await StartAsync(("Telemetry:Sampler", sampler), ("Telemetry:SampleRatio", "0.5"), ("Telemetry:TracesPerSecond", "5"));
        Assert.InRange(Enumerable.Range(0, 100).Count(_ => Run(_ => { }).Recorded), least, most);
    }

    [Fact]
    public async Task Errors_denied_orders_and_marked_spans_are_kept_whatever_the_sampler_says()
    {
        await using var host = await StartAsync(("Telemetry:Sampler", "Ratio"), ("Telemetry:SampleRatio", "0"));
        Assert.False(Run(_ => { }).Recorded);
        Assert.True(Run(span => span.SetStatus(ActivityStatusCode.Error)).Recorded);
        Assert.True(Run(span => span.SetTag("order.denied", "maxNotional")).Recorded);
        Assert.True(Run(span => span.SetTag("trading.keep", true)).Recorded);
        Assert.True(Run(span => span.SetEndTime(span.StartTimeUtc.AddSeconds(5))).Recorded);
    }

    [Fact]
    public async Task A_kept_span_keeps_its_open_parent()
    {
        await using var host = await StartAsync(("Telemetry:Sampler", "Ratio"), ("Telemetry:SampleRatio", "0"));
        using var parent = Spans.StartActivity("parent", ActivityKind.Internal, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None))!;
        Run(span => span.SetStatus(ActivityStatusCode.Error));
        Assert.True(parent.Recorded);
    }

    [Fact]
    public void Another_services_decision_is_followed_or_not_by_option()
    {
        var sampled = new SamplingParameters(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true), default, "x", ActivityKind.Server);
        var options = new TelemetryOptions { Sampler = TraceSampling.Never };
        Assert.Equal(SamplingDecision.RecordAndSample, TraceSamplers.Of(options, TimeProvider.System).ShouldSample(sampled).Decision);
        options.FollowParent = false;
        Assert.Equal(SamplingDecision.Drop, TraceSamplers.Of(options, TimeProvider.System).ShouldSample(sampled).Decision);
    }

    [Fact]
    public async Task Baggage_stays_in_the_process()
    {
        await using var host = await StartAsync();
        using var activity = new Activity("x").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("account", "main").Start();
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        DistributedContextPropagator.Current.Inject(activity, sent, (carrier, name, value) => ((Dictionary<string, string>)carrier!)[name] = value);
        Assert.Equal(["traceparent"], sent.Keys);
    }

    private static async Task<RunningHost> StartAsync(params (string, string)[] settings)
    {
        var host = await RunningHost.StartAsync(new TestModule { TelemetrySources = [Source] }, settings);
        _ = host.App.Services.GetRequiredService<TracerProvider>();
        return host;
    }

    private static Activity Run(Action<Activity> work)
    {
        // A parent that decided nothing, as a message without trace headers has: the sampler is asked.
        Activity.Current = Activity.Current?.Source.Name == Source ? Activity.Current : null;
        var span = Spans.StartActivity("work") ?? new Activity("dropped");
        work(span);
        span.Stop();
        return span;
    }
}
