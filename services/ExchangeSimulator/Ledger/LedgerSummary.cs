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
    int FillCount,
    IReadOnlyList<LedgerFill> Fills,
    FaultCounts Faults);

/// <param name="Hash">Over all trades in order: equal hashes mean equal tapes.</param>
/// <param name="Retained">How many of the newest can still be read by id.</param>
public sealed record LedgerSymbol(
    string Market, string Symbol, long Count, long FirstId, long LastId, string Hash, int Retained, long UpdateId, DateTime? LastTime);

/// <param name="Frames">Encoded for at least one listener.</param>
public sealed record LedgerStream(string Market, string Stream, long Frames);

public sealed record LedgerTrades(LedgerSymbol Symbol, IReadOnlyList<LedgerTrade> Trades);

/// <param name="Side">Of the taker.</param>
public sealed record LedgerTrade(long Id, decimal Price, decimal Quantity, string Side, DateTime Time);

public sealed record LedgerFill(
    string Market, string Symbol, long OrderId, string ClientOrderId, string Side, long TradeId, decimal Price, decimal Quantity,
    decimal Commission, string CommissionAsset, bool IsMaker, DateTime Time);
