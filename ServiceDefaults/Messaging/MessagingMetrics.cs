using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MassTransit;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Messaging;

/// <summary>What goes over the bus, per message type, and how long it took to get here.</summary>
internal sealed class MessagingMetrics : IReceiveObserver, IPublishObserver, ISendObserver
{
    private readonly Counter<long> _published;
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _faults;
    private readonly Histogram<double> _publishDuration;
    private readonly Histogram<double> _consumeDuration;
    private readonly Histogram<double> _lag;
    private readonly TimeProvider _time;

    public MessagingMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(PlatformActivity.Name);
        _published = meter.CreateCounter<long>("messaging_published_total");
        _consumed = meter.CreateCounter<long>("messaging_consumed_total");
        _faults = meter.CreateCounter<long>("messaging_faults_total");
        _publishDuration = meter.CreateHistogram<double>("messaging_publish_duration_seconds", "s");
        _consumeDuration = meter.CreateHistogram<double>("messaging_consume_duration_seconds", "s");
        _lag = meter.CreateHistogram<double>("messaging_lag_seconds", "s");
        meter.CreateObservableGauge(
            "messaging_queue_messages",
            () => QueueDepths.Select(depth => new Measurement<long>(depth.Value, new KeyValuePair<string, object?>("queue", depth.Key))));
    }

    /// <summary>By queue name, as the broker states it.</summary>
    public ConcurrentDictionary<string, long> QueueDepths { get; } = new(StringComparer.Ordinal);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
    {
        var type = Type<T>();
        _consumed.Add(1, type);
        _consumeDuration.Record(duration.TotalSeconds, type);
        if (context.SentTime is { } sent)
        {
            _lag.Record(Math.Max(0, (_time.GetUtcNow().UtcDateTime - sent.ToUniversalTime()).TotalSeconds), type);
        }

        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        _faults.Add(1, Type<T>());
        return Task.CompletedTask;
    }

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Sent(context);

    public Task PostSend<T>(SendContext<T> context)
        where T : class => Sent(context);

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => SendFault<T>();

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => SendFault<T>();

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Sending(context);

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Sending(context);

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    private static KeyValuePair<string, object?> Type<T>() => new("message_type", typeof(T).Name);

    private Task Sending<T>(SendContext<T> context)
        where T : class
    {
        context.AddOrUpdatePayload(() => new SendStart(_time.GetTimestamp()), _ => new SendStart(_time.GetTimestamp()));
        return Task.CompletedTask;
    }

    private Task Sent<T>(SendContext<T> context)
        where T : class
    {
        _published.Add(1, Type<T>());
        if (context.TryGetPayload(out SendStart? start))
        {
            _publishDuration.Record(_time.GetElapsedTime(start.Timestamp).TotalSeconds, Type<T>());
        }

        return Task.CompletedTask;
    }

    private Task SendFault<T>()
    {
        _faults.Add(1, Type<T>());
        return Task.CompletedTask;
    }

    private sealed record SendStart(long Timestamp);
}
