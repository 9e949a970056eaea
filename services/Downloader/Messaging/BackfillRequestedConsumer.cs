using MassTransit;
using Trading.Contracts;
using Trading.Downloader.Healing;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Venues;
using Trading.MarketStore.Gaps;

namespace Trading.Downloader.Messaging;

/// <summary>Heals a gap that live data reports. Idempotent: what is stored is not fetched again, and a closed gap stays closed.</summary>
internal sealed class BackfillRequestedConsumer(
    GapHealer healer, VenueCatalog venues, IGapLedger store, TimeProvider time, ILogger<BackfillRequestedConsumer> logger)
    : IConsumer<BackfillRequested>
{
    public async Task Consume(ConsumeContext<BackfillRequested> context)
    {
        var request = context.Message;
        if (Problem(request) is { } problem)
        {
            logger.BackfillRefused(request.GapId, problem);
            return;
        }

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

    /// <summary>A message that makes no sense is not delivered again: it would make none then either.</summary>
    private string? Problem(BackfillRequested request) =>
        venues.Find(request.Venue) is null ? $"'{request.Venue}' is not a venue."
        : !Identifier.IsSymbol(request.Symbol) ? $"'{request.Symbol}' is not a symbol."
        : !Enum.IsDefined(request.Kind) ? $"'{request.Kind}' is not a kind of data."
        : request.From > request.To || request.FromId > request.ToId ? "Its end is before its start."
        : request.From < DateTime.UnixEpoch
            || request.To > time.GetUtcNow().UtcDateTime.AddDays(1) ? "Its time is before 1970 or in the future."
        : null;
}
