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

    [LoggerMessage(9, LogLevel.Information, "Strategies of {File}: {Kinds}")]
    public static partial void StrategiesLoaded(this ILogger logger, string file, string kinds);

    [LoggerMessage(10, LogLevel.Warning, "No strategy of {File} is taken: {Problem}")]
    public static partial void StrategyFileRefused(this ILogger logger, string file, string problem);

    [LoggerMessage(11, LogLevel.Warning, "There is no .NET SDK here: of {Folder} only compiled assemblies (.dll) are taken")]
    public static partial void SourcesNotCompiled(this ILogger logger, string folder);

    [LoggerMessage(
        12,
        LogLevel.Critical,
        "A callback of strategy {Strategy} did not return within {Seconds} s: the strategy is disabled, "
            + "and the process ends with code {ExitCode} to start again without it")]
    public static partial void CallbackStuck(this ILogger logger, string strategy, double seconds, int exitCode);

    [LoggerMessage(
        14,
        LogLevel.Critical,
        "A callback of the strategy in backtest {BacktestId} did not return within {Seconds} s: the backtest has failed, "
            + "and the process ends with code {ExitCode} to start again without it")]
    public static partial void BacktestStuck(this ILogger logger, string backtestId, double seconds, int exitCode);

    [LoggerMessage(13, LogLevel.Error, "Strategy {Strategy} does not return and cannot be disabled yet: the database did not answer")]
    public static partial void CallbackStuckNotStored(this ILogger logger, Exception exception, string strategy);

    [LoggerMessage(5, LogLevel.Warning, "Backtest {BacktestId} failed")]
    public static partial void BacktestFailed(this ILogger logger, Exception exception, string backtestId);

    [LoggerMessage(8, LogLevel.Warning, "Funding is not booked at present: the database does not answer")]
    public static partial void FundingUnread(this ILogger logger, Exception exception);
}
