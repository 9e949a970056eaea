using Trading.Contracts;

namespace Trading.PaperTrading.Domain;

/// <summary>An intent's fill on paper.</summary>
/// <param name="Id">The intent's id.</param>
/// <param name="RealizedPnl">Quote currency, of what it closed, before fees and funding.</param>
/// <param name="Time">UTC exchange time of the trade that filled it.</param>
internal sealed record PaperTrade(
    string Id,
    string Symbol,
    Side Side,
    decimal Price,
    decimal Quantity,
    decimal Fee,
    decimal RealizedPnl,
    DateTime Time,
    string? TraceId);
