namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>One execution of a client's order.</summary>
/// <param name="TradeId">Id of the public trade; a replay, whose public trades are the recorded ones, counts from <see cref="FirstPrivateTradeId"/>.</param>
/// <param name="Commission">Taken from what was received (spot) or from the margin balance (USD-M).</param>
internal sealed record Fill(
    long TradeId,
    long Price,
    long Quantity,
    decimal Commission,
    string CommissionAsset,
    bool IsMaker,
    long TimeUs,
    decimal RealizedPnl = 0)
{
    /// <summary>Far above every recorded id and still exact as a JSON number.</summary>
    public const long FirstPrivateTradeId = 8_000_000_000_000_000;
}
