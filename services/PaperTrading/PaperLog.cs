using Trading.Contracts;

namespace Trading.PaperTrading;

/// <summary>Log lines of paper trading; event names are part of the telemetry contract.</summary>
internal static partial class PaperLog
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "Paper trade {TradeId} of {Strategy}: {Side} {Quantity} {Symbol} at {Price}, fee {Fee}, realised {RealizedPnl}",
        EventName = "trade")]
    public static partial void Traded(
        this ILogger logger, string strategy, string tradeId, string symbol, Side side, decimal quantity, decimal price, decimal fee,
        decimal realizedPnl);

    [LoggerMessage(2, LogLevel.Information, "Strategy {Strategy} ({Kind}) on {Symbols}: {State}, promoted {Promoted}")]
    public static partial void StrategyChanged(
        this ILogger logger, string strategy, string kind, string symbols, string state, bool promoted);

    [LoggerMessage(8, LogLevel.Information, "Strategy {Strategy} is deleted with its account, trades and equity curve")]
    public static partial void StrategyDeleted(this ILogger logger, string strategy);

    [LoggerMessage(3, LogLevel.Warning, "Equity of this period is not recorded: the database or the broker did not answer")]
    public static partial void EquityNotRecorded(this ILogger logger, Exception exception);

    [LoggerMessage(
        4,
        LogLevel.Information,
        "Backtest {BacktestId} of {Strategy}: {Bars} bars in {Seconds} s, total return {TotalReturn}, run hash {RunHash}",
        EventName = "performance")]
    public static partial void Backtested(
        this ILogger logger, string backtestId, string strategy, long bars, double seconds, double totalReturn, string runHash);

    [LoggerMessage(6, LogLevel.Warning, "The failure of backtest {BacktestId} is not stored: it runs again after a restart")]
    public static partial void BacktestLost(this ILogger logger, Exception exception, string backtestId);

    [LoggerMessage(7, LogLevel.Error, "Strategy {Strategy} threw and is stopped; start it again when its cause is mended")]
    public static partial void StrategyFaulted(this ILogger logger, Exception exception, string strategy);

    [LoggerMessage(5, LogLevel.Warning, "Backtest {BacktestId} failed")]
    public static partial void BacktestFailed(this ILogger logger, Exception exception, string backtestId);

    [LoggerMessage(8, LogLevel.Warning, "Funding is not booked at present: the database does not answer")]
    public static partial void FundingUnread(this ILogger logger, Exception exception);
}
