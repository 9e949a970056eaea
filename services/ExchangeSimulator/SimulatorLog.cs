namespace Trading.ExchangeSimulator;

internal static partial class SimulatorLog
{
    [LoggerMessage(1, LogLevel.Information, "Tape of {Markets} at {TradesPerSecond} orders/s from seed {Seed}.")]
    public static partial void TapeStarted(this ILogger logger, string markets, double tradesPerSecond, long seed);

    [LoggerMessage(2, LogLevel.Information, "Client {Client} connected to {Path}, {Streams} streams.")]
    public static partial void Connected(this ILogger logger, string client, string path, int streams);

    [LoggerMessage(3, LogLevel.Information, "Client {Client} left {Path}: {Reason}.")]
    public static partial void Disconnected(this ILogger logger, string client, string path, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Address {Client} is banned until {Until:O}: it went on after 429.")]
    public static partial void Banned(this ILogger logger, string client, DateTimeOffset until);

    [LoggerMessage(5, LogLevel.Information, "Faults set: {Faults}.")]
    public static partial void FaultsSet(this ILogger logger, string faults);

    [LoggerMessage(6, LogLevel.Information, "Replay of {File} at speed {Speed}: {Symbols}.")]
    public static partial void ReplayStarted(this ILogger logger, string file, string speed, string symbols);

    [LoggerMessage(7, LogLevel.Information, "Replay of {File} is over: {Frames} frames, {Trades} trades in {Seconds:F1} s.")]
    public static partial void ReplayEnded(this ILogger logger, string file, long frames, long trades, double seconds);

    [LoggerMessage(8, LogLevel.Error, "Replay of {File} failed: {Problem}")]
    public static partial void ReplayFailed(this ILogger logger, Exception fault, string file, string problem);

    [LoggerMessage(
        10, LogLevel.Error, "The account cannot be saved in {Folder}. What changed is kept in memory and written once the disk takes it.")]
    public static partial void AccountNotSaved(this ILogger logger, Exception fault, string folder);

    [LoggerMessage(11, LogLevel.Information, "The account goes on from {Folder}: {Open} open orders, {Fills} fills so far.")]
    public static partial void AccountRestored(this ILogger logger, string folder, int open, long fills);

    [LoggerMessage(9, LogLevel.Error, "The tape of {Symbol} is no longer saved: after a restart its ids start above the present ones.")]
    public static partial void TapeNotSaved(this ILogger logger, Exception fault, string symbol);
}
