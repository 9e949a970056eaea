namespace Trading.ExchangeSimulator.Matching;

/// <summary>One execution of a client's order.</summary>
/// <param name="TradeId">Id of the public trade; a replay, whose public trades are the recorded ones, counts from 8·10^15.</param>
/// <param name="Commission">Taken from what was received (spot) or from the margin balance (USD-M).</param>
public sealed record Fill(
    long TradeId,
    long Price,
    long Quantity,
    decimal Commission,
    string CommissionAsset,
    bool IsMaker,
    long TimeUs,
    decimal RealizedPnl = 0);
