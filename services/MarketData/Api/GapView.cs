using Trading.Contracts;
using Trading.MarketStore.Gaps;

namespace Trading.MarketData.Api;

/// <summary>One line of <c>GET /market/gaps</c>.</summary>
internal sealed record GapView(
    Guid Id,
    string Venue,
    string Symbol,
    MarketDataKind Kind,
    BarInterval? Interval,
    BarSeries? Series,
    long? FromId,
    long? ToId,
    DateTime From,
    DateTime To,
    GapState State,
    string Reason,
    DateTime DetectedAt,
    DateTime? ClosedAt)
{
    public static GapView Of(Gap gap)
    {
        return new GapView(
            gap.Id,
            gap.Instrument.Venue,
            gap.Instrument.Symbol,
            gap.Kind,
            gap.Interval,
            gap.Interval is null ? null : gap.Series,
            gap.FromId,
            gap.ToId,
            gap.From,
            gap.To,
            gap.State,
            gap.Reason,
            gap.DetectedAt,
            gap.ClosedAt);
    }
}
