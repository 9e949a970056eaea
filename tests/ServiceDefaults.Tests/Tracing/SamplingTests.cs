using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
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
        using var parent = Spans.StartActivity("parent")!;
        Run(span => span.SetStatus(ActivityStatusCode.Error));
        Assert.True(parent.Recorded);
    }

    [Fact]
    public async Task A_kept_span_whose_parent_is_not_sent_is_sent_as_a_copy_without_one()
    {
        var sent = new SentSpans();
        await using var host = await StartAsync(sent, ("Telemetry:Sampler", "Ratio"), ("Telemetry:SampleRatio", "0"));
        var elsewhere = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);
        Activity failed;
        using (var entry = Spans.StartActivity("entry", ActivityKind.Consumer, elsewhere)!)
        {
            failed = Run(span => span.SetStatus(ActivityStatusCode.Error, "broken").SetTag("a", 1).AddEvent(new ActivityEvent("seen")));
            Assert.Same(entry, Activity.Current);
        }

        var copy = Assert.Single(sent.Spans);
        Assert.Equal((failed.TraceId, default, "work", failed.Duration), (copy.TraceId, copy.ParentSpanId, copy.DisplayName, copy.Duration));
        Assert.Equal((ActivityStatusCode.Error, "broken", 1, "seen"), (copy.Status, copy.StatusDescription, copy.GetTagItem("a"), copy.Events.Single().Name));
        Assert.Equal(failed.SpanId.ToHexString(), copy.GetTagItem("trading.copy_of"));
    }

    [Fact]
    public async Task A_span_that_is_kept_from_its_start_begins_a_whole_part_of_an_unsent_trace()
    {
        var sent = new SentSpans();
        await using var host = await StartAsync(sent, ("Telemetry:Sampler", "Ratio"), ("Telemetry:SampleRatio", "0"));
        using (var tick = Spans.StartActivity("tick")!)
        {
            using (KeptSpan.Start(Spans, "order"))
            {
                Assert.True(Run(_ => { }).Recorded);
            }

            Assert.Same(tick, Activity.Current);
            Assert.False(tick.Recorded);
        }

        var (work, order) = (sent.Spans[0], sent.Spans[1]);
        Assert.Equal((order.SpanId, order.TraceId), (work.ParentSpanId, work.TraceId));
        Assert.Equal(default, order.ParentSpanId);
    }

    [Fact]
    public async Task A_span_that_is_kept_from_its_start_stays_in_a_trace_that_is_sent()
    {
        await using var host = await StartAsync();
        using var tick = Spans.StartActivity("tick")!;
        using var order = KeptSpan.Start(Spans, "order");
        Assert.Equal((tick.TraceId, tick.SpanId), (order.Activity!.TraceId, order.Activity.ParentSpanId));
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

    private static Task<RunningHost> StartAsync(params (string, string)[] settings) => StartAsync(new SentSpans(), settings);

    private static async Task<RunningHost> StartAsync(SentSpans sent, params (string, string)[] settings)
    {
        var module = new TestModule
        {
            TelemetrySources = [Source],
            Services = services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(sent)),
        };
        var host = await RunningHost.StartAsync(module, settings);
        _ = host.App.Services.GetRequiredService<TracerProvider>();
        return host;
    }

    /// <summary>What an exporter would be given of this class's source.</summary>
    private sealed class SentSpans : BaseProcessor<Activity>
    {
        private readonly ConcurrentQueue<Activity> _spans = new();

        public IReadOnlyList<Activity> Spans => [.. _spans];

        public override void OnEnd(Activity data)
        {
            if (data.Recorded && data.Source.Name == Source)
            {
                _spans.Enqueue(data);
            }
        }
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
