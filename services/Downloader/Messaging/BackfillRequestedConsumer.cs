using MassTransit;
using Trading.Contracts;
using Trading.Downloader.Healing;
using Trading.MarketStore;

namespace Trading.Downloader.Messaging;

/// <summary>Heals a gap that live data reports. Idempotent: what is stored is not fetched again, and a closed gap stays closed.</summary>
public sealed class BackfillRequestedConsumer(GapHealer healer, IMarketStore store, TimeProvider time) : IConsumer<BackfillRequested>
{
    public async Task Consume(ConsumeContext<BackfillRequested> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Message;
        var gap = await store.GetGapAsync(request.GapId, context.CancellationToken) ?? new Gap
        {
            Id = request.GapId,
            Instrument = new InstrumentId(request.Venue, request.Symbol),
            Kind = request.Kind,
            Interval = request.Interval,
            FromId = request.FromId,
            ToId = request.ToId,
            From = request.From,
            To = request.To,
            Reason = "notFetched",
            DetectedAt = time.GetUtcNow().UtcDateTime,
        };
        if (await healer.HealAsync(gap, context.CancellationToken) is { } completed)
        {
            await context.Publish(completed, context.CancellationToken);
        }
    }
}
