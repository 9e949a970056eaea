using Trading.MarketData.Connections;
using Trading.MarketData.Feeds;

namespace Trading.MarketData;

/// <summary>Every log line of the service. Nothing here is said per frame or per trade.</summary>
internal static partial class MarketDataLog
{
    [LoggerMessage(1, LogLevel.Information, "{Venue} connection {Connection} is open with the streams of {Symbols} symbols")]
    public static partial void Connected(this ILogger logger, string venue, int connection, int symbols);

    [LoggerMessage(2, LogLevel.Warning, "{Venue} connection {Connection} ended: {End}")]
    public static partial void Disconnected(this ILogger logger, string venue, int connection, FeedEnd end);

    [LoggerMessage(3, LogLevel.Warning, "{Venue} connection {Connection} could not be opened: {Reason}")]
    public static partial void ConnectFailed(this ILogger logger, string venue, int connection, string reason);

    [LoggerMessage(15, LogLevel.Information, "{Venue} connection {Connection} has been replaced while it was open: {Reason}")]
    public static partial void Rotated(this ILogger logger, string venue, int connection, RotationReason reason);

    [LoggerMessage(16, LogLevel.Warning, "{Venue} connection {Connection}: {Count} streams are silent, {First} for one; {Action}")]
    public static partial void StreamsSilent(this ILogger logger, string venue, int connection, int count, string first, string action);

    [LoggerMessage(
        4, LogLevel.Error, "The store has refused a write {Attempts} times; {Trades} trades and whatever follows go to the spool")]
    public static partial void WriteFailed(this ILogger logger, int attempts, int trades);

    [LoggerMessage(5, LogLevel.Information, "The store has taken everything from the spool")]
    public static partial void SpoolEmpty(this ILogger logger);

    [LoggerMessage(
        13, LogLevel.Warning, "The spool's last {Bytes} bytes were no whole record and are cut off; their trades are fetched again")]
    public static partial void SpoolCut(this ILogger logger, long bytes);

    [LoggerMessage(26, LogLevel.Information, "{Trades} trades that the last run has left in the spool are written to the store")]
    public static partial void SpoolReturning(this ILogger logger, long trades);

    [LoggerMessage(
        27, LogLevel.Warning,
        "The store refuses {Trades} trades that the last run has left in the spool; nothing is recorded before: {Reason}")]
    public static partial void SpoolRefused(this ILogger logger, long trades, string reason);

    [LoggerMessage(
        28,
        LogLevel.Warning,
        "The spool held {Trades} trades of another database or of other symbols. They are not written but kept in {File}; the venue gives "
            + "what is missing")]
    public static partial void SpoolSetAside(this ILogger logger, long trades, string file);

    [LoggerMessage(29, LogLevel.Warning, "The database does not say yet which one it is: {Reason}")]
    public static partial void DatabaseUnknown(this ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Debug, "The store refused a write: {Reason}")]
    public static partial void WriteRefused(this ILogger logger, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Stopped before everything was written: about {Waiting} items are fetched again at the next start")]
    public static partial void DrainIncomplete(this ILogger logger, int waiting);

    [LoggerMessage(7, LogLevel.Warning, "The state of {Symbol} could not be restored yet")]
    public static partial void RestoreFailed(this ILogger logger, Exception fault, string symbol);

    [LoggerMessage(25, LogLevel.Warning, "The database does not tell yet which sequence of trades it holds of {Symbol}: {Reason}")]
    public static partial void SequenceUnknown(this ILogger logger, string symbol, string reason);

    [LoggerMessage(8, LogLevel.Warning, "A hole of {Symbol} could not be fetched, attempt {Attempt}")]
    public static partial void HealFailed(this ILogger logger, Exception fault, string symbol, int attempt);

    [LoggerMessage(19, LogLevel.Information, "{Venue} allows a request weight of {Limit} a minute")]
    public static partial void LimitLearned(this ILogger logger, string venue, int limit);

    [LoggerMessage(20, LogLevel.Warning, "{Venue} has not stated its request limit; {Limit} a minute is used meanwhile: {Reason}")]
    public static partial void LimitNotLearned(this ILogger logger, string venue, int limit, string reason);

    [LoggerMessage(11, LogLevel.Warning, "No book snapshot of {Symbol}: {Reason}")]
    public static partial void SnapshotFailed(this ILogger logger, string symbol, string reason);

    [LoggerMessage(12, LogLevel.Warning, "Our {Interval} bar of {Symbol} at {OpenTime} differs from the venue's in {Fields}")]
    public static partial void BarDiffers(this ILogger logger, string symbol, string interval, DateTime openTime, string fields);

    [LoggerMessage(
        21, LogLevel.Warning, "The {Backend} state backend did not keep the state of {Symbol}; until it does, a restart reads more trades")]
    public static partial void StateNotKept(this ILogger logger, string backend, string symbol);

    [LoggerMessage(22, LogLevel.Information, "{Symbol} goes on at trade {NextId} from a checkpoint, with {Trades} trades stored since")]
    public static partial void Resumed(this ILogger logger, string symbol, long nextId, long trades);

    [LoggerMessage(17, LogLevel.Information, "{Symbol} has no checkpoint to go on from; its open windows are built from the stored trades")]
    public static partial void NoCheckpoint(this ILogger logger, string symbol);

    [LoggerMessage(18, LogLevel.Information, "The trades of {Day} are dropped: they are older than {RetentionDays} days")]
    public static partial void DayDropped(this ILogger logger, DateOnly day, int retentionDays);

    [LoggerMessage(
        23, LogLevel.Information, "A gap of {Symbol} from {From} to {To} is older than what is kept and is not fetched any more")]
    public static partial void GapExpired(this ILogger logger, string symbol, DateTime from, DateTime to);

    [LoggerMessage(24, LogLevel.Warning, "Old trades could not be dropped and are tried again in {Minutes} minutes: {Reason}")]
    public static partial void RetentionPostponed(this ILogger logger, string reason, double minutes);

    [LoggerMessage(9, LogLevel.Warning, "The newest trade of {Symbol} could not be asked for: {Reason}")]
    public static partial void HeadCheckFailed(this ILogger logger, string symbol, string reason);

    [LoggerMessage(10, LogLevel.Error, "A {Message} could not be published and is given up")]
    public static partial void PublishFailed(this ILogger logger, Exception fault, string message);
}
