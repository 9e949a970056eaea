using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Control.Ledger;

/// <summary>The whole ledger; lists hold the newest thousand, counts hold everything.</summary>
internal sealed record LedgerSummary(
    IReadOnlyList<LedgerSymbol> Symbols,
    IReadOnlyList<LedgerStream> Streams,
    int Connections,
    long OrderRequestCount,
    IReadOnlyList<OrderRequest> OrderRequests,
    long FillCount,
    IReadOnlyList<LedgerFill> Fills,
    IReadOnlyList<WeightUse> Limits,
    FaultCounts Faults);
