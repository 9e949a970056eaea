namespace Trading.Backtesting.Statistics;

/// <summary>
/// Figures of a run. Returns are those of the equity from one bar to the next; a year has 365.25 days, and what is annualised is
/// scaled by the number of bars per year that were seen. Null: not defined for this run (no loss, no variation, no time).
/// </summary>
public sealed record BacktestStatistics
{
    /// <summary>Last equity over first, less 1.</summary>
    public required double TotalReturn { get; init; }

    /// <summary>Compound annual growth rate: (last / first) ^ (1 / years) - 1.</summary>
    public required double? Cagr { get; init; }

    /// <summary>Mean return over its standard deviation, annualised, risk-free rate 0. W. F. Sharpe, The Sharpe Ratio, 1994.</summary>
    public required double? Sharpe { get; init; }

    /// <summary>Mean return over the downside deviation from 0, annualised. F. A. Sortino and L. N. Price, 1994.</summary>
    public required double? Sortino { get; init; }

    /// <summary>Compound annual growth rate over the largest drawdown. T. W. Young, Calmar Ratio, 1991.</summary>
    public required double? Calmar { get; init; }

    /// <summary>Largest fall of the equity from a peak, as a fraction of that peak. M. Magdon-Ismail and A. Atiya, 2004.</summary>
    public required double MaxDrawdown { get; init; }

    /// <summary>Part of the closed round trips that earned something after fees.</summary>
    public required double? WinRate { get; init; }

    /// <summary>Sum of the winning round trips over the sum of the losing ones, after fees.</summary>
    public required double? ProfitFactor { get; init; }

    /// <summary>Fills.</summary>
    public required int Trades { get; init; }

    /// <summary>Closed round trips.</summary>
    public required int RoundTrips { get; init; }

    /// <summary>Part of the bars that ended with an open position.</summary>
    public required double Exposure { get; init; }

    /// <summary>Profit of what was closed, before fees and funding, quote currency. Null: the run is older than this figure.</summary>
    public decimal? RealizedPnl { get; init; }

    /// <summary>
    /// Profit of what is open at the end, before fees and funding, quote currency. Null: the run is older than this figure.
    /// </summary>
    public decimal? UnrealizedPnl { get; init; }

    /// <summary>Paid, quote currency.</summary>
    public required decimal Fees { get; init; }

    /// <summary>Funding received less funding paid. Backtests book no funding: 0.</summary>
    public decimal Funding { get; init; }

    /// <summary>
    /// Last equity less first, quote currency: realizedPnl + unrealizedPnl - fees + funding. Null: the run is older than this figure.
    /// </summary>
    public decimal? TotalPnl { get; init; }

    public required decimal FinalEquity { get; init; }
}
