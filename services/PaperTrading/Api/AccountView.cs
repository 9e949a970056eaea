using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Api;

/// <summary>
/// A paper account over HTTP, quote currency; ratios are fractions. Exact: totalPnl = equity - initialCash = realizedPnl + unrealizedPnl -
/// fees + funding.
/// </summary>
internal sealed record AccountView
{
    public required string Id { get; init; }

    public required string Venue { get; init; }

    public required StrategyView Strategy { get; init; }

    public required decimal InitialCash { get; init; }

    public required decimal Cash { get; init; }

    public required decimal Equity { get; init; }

    /// <summary>Profit of what was closed, before fees and funding.</summary>
    public required decimal RealizedPnl { get; init; }

    /// <summary>Profit of what is open at the last trade's price, before fees and funding.</summary>
    public required decimal UnrealizedPnl { get; init; }

    /// <summary>Paid so far.</summary>
    public required decimal Fees { get; init; }

    /// <summary>Funding received less funding paid; 0 on spot.</summary>
    public decimal Funding { get; init; }

    /// <summary>After fees and funding.</summary>
    public required decimal TotalPnl { get; init; }

    public required decimal ExposureRatio { get; init; }

    public required decimal DrawdownRatio { get; init; }

    public required decimal MaxDrawdownRatio { get; init; }

    /// <summary>Open ones first.</summary>
    public required IReadOnlyList<PositionView> Positions { get; init; }

    public required long TradeCount { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<TradeView> LatestTrades { get; init; }

    /// <summary>Newest real orders of a promoted strategy first.</summary>
    public required IReadOnlyList<LiveOrder> LiveOrders { get; init; }

    /// <summary>Where the live position differs from the paper position.</summary>
    public required IReadOnlyList<PositionDrift> Drift { get; init; }

    public static AccountView Of(
        AccountSnapshot snapshot, HaltState halt, long tradeCount, IReadOnlyList<RecordedTrade> trades, IReadOnlyList<LiveOrder> orders)
    {
        return new AccountView
        {
            Id = snapshot.Strategy.Id,
            Venue = snapshot.Strategy.Venue,
            Strategy = StrategyView.Of(snapshot, halt),
            InitialCash = snapshot.Account.InitialCash,
            Cash = snapshot.Account.Cash,
            Equity = snapshot.Value.Equity,
            RealizedPnl = snapshot.Value.RealizedPnl,
            UnrealizedPnl = snapshot.Value.UnrealizedPnl,
            Fees = snapshot.Account.Fees,
            Funding = snapshot.Account.Funding,
            TotalPnl = snapshot.TotalPnl,
            ExposureRatio = decimal.Round(snapshot.Value.Exposure, 8),
            DrawdownRatio = decimal.Round(snapshot.Value.Drawdown, 8),
            MaxDrawdownRatio = decimal.Round(snapshot.Account.MaxDrawdown, 8),
            Positions =
                [.. snapshot.Positions.OrderBy(position => position.IsFlat).ThenBy(position => position.Symbol, StringComparer.Ordinal)
                    .Select(PositionView.Of)],
            TradeCount = tradeCount,
            LatestTrades = [.. trades.Select(TradeView.Of)],
            LiveOrders = orders,
            Drift = snapshot.Drift,
        };
    }
}
