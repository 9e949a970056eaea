using Trading.ExchangeSimulator.Faults;
using Trading.ExchangeSimulator.Venue;

namespace Trading.ExchangeSimulator.Ledger;

/// <summary>The whole ledger; lists hold the newest thousand, counts hold everything.</summary>
public sealed record LedgerSummary(
    IReadOnlyList<LedgerSymbol> Symbols,
    IReadOnlyList<LedgerStream> Streams,
    int Connections,
    long OrderRequestCount,
    IReadOnlyList<OrderRequest> OrderRequests,
    long FillCount,
    IReadOnlyList<LedgerFill> Fills,
    IReadOnlyList<LedgerLimit> Limits,
    FaultCounts Faults);
