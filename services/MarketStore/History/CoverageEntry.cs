using Trading.Contracts;

namespace Trading.MarketStore.History;

/// <summary>What is stored of an instrument, counted over the rows themselves.</summary>
/// <param name="Interval">Set for bars.</param>
/// <param name="Source">Set for bars.</param>
/// <param name="Series">Set for bars.</param>
/// <param name="First">UTC time of the first row (exchange, open or funding time).</param>
/// <param name="Last">UTC time of the last row.</param>
/// <param name="FirstId">Set for trades.</param>
/// <param name="LastId">Set for trades.</param>
/// <param name="Aggregates">Trades in the venue's aggregates, as history is downloaded; their ids are of another sequence.</param>
public sealed record CoverageEntry(
    MarketDataKind Kind,
    BarInterval? Interval,
    BarSource? Source,
    BarSeries? Series,
    long Rows,
    DateTime First,
    DateTime Last,
    long? FirstId,
    long? LastId,
    bool Aggregates = false);
