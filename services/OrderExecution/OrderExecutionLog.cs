// One named event (order execution, security) has several outcomes, each with an id of its own.
#pragma warning disable SYSLIB1025

namespace Trading.OrderExecution;

/// <summary>Every log line of the service. Event ids 8400 to 8499.</summary>
internal static partial class OrderExecutionLog
{
    [LoggerMessage(8400, LogLevel.Information, "Orders go to the venue {Venue} at {RestUrl}.")]
    public static partial void VenueOpen(ILogger logger, string venue, Uri restUrl);

    [LoggerMessage(8401, LogLevel.Warning, "Live orders are ON: orders go to the real venue {Venue} at {RestUrl} with real money.")]
    public static partial void LiveOrdersOn(ILogger logger, string venue, Uri restUrl);

    [LoggerMessage(8402, LogLevel.Warning, "Orders to the venue {Venue} are refused: {Reason}")]
    public static partial void VenueClosed(ILogger logger, string venue, string reason);

    [LoggerMessage(
        8403, LogLevel.Warning, "Orders:UserStreamUrl is the old name of {Setting}: it is read in this version for the last time.")]
    public static partial void OldUserStreamUrl(ILogger logger, string setting);

    [LoggerMessage(
        8410,
        LogLevel.Information,
        "Order execution: {ClientOrderId} {Side} {Quantity} {Symbol} by {Route} is {Status}.",
        EventName = "order execution")]
    public static partial void OrderExecuted(
        ILogger logger, string clientOrderId, string side, decimal quantity, string symbol, string route, string status);

    [LoggerMessage(
        8411,
        LogLevel.Information,
        "Order denied: {ClientOrderId} {Side} {Quantity} {Symbol} by rule {Rule}: {Reason}",
        EventName = "order execution")]
    public static partial void OrderDenied(
        ILogger logger, string clientOrderId, string side, decimal quantity, string symbol, string rule, string reason);

    [LoggerMessage(
        8412,
        LogLevel.Warning,
        "Order rejected: {ClientOrderId} {Side} {Quantity} {Symbol}, {Code}: {Reason}",
        EventName = "order execution")]
    public static partial void OrderRejected(
        ILogger logger, string clientOrderId, string side, decimal quantity, string symbol, string code, string reason);

    [LoggerMessage(
        8413,
        LogLevel.Warning,
        "Order outcome unknown: {ClientOrderId} {Symbol}: {Reason} It will be asked for, not sent again.",
        EventName = "order execution")]
    public static partial void OutcomeUnknown(ILogger logger, string clientOrderId, string symbol, string reason);

    [LoggerMessage(
        8414,
        LogLevel.Error,
        "News of order {ClientOrderId} contradict what is stored ({Refusal}): a person must compare it with the venue.")]
    public static partial void NewsContradict(ILogger logger, string clientOrderId, string refusal);

    [LoggerMessage(
        8415, LogLevel.Information, "Fill {FillId} of {ClientOrderId}: {Side} {Quantity} {Symbol} at {Price}.", EventName = "trade")]
    public static partial void Filled(
        ILogger logger, string fillId, string clientOrderId, string side, decimal quantity, string symbol, decimal price);

    [LoggerMessage(8416, LogLevel.Warning, "Order {ClientOrderId} is live at the venue but final here; it is being cancelled there.")]
    public static partial void Orphan(ILogger logger, string clientOrderId);

    [LoggerMessage(8417, LogLevel.Warning, "A message with a bad order {ClientOrderId} was dropped: {Reason}")]
    public static partial void BadMessage(ILogger logger, string clientOrderId, string reason);

    [LoggerMessage(
        8418, LogLevel.Information, "Order {ClientOrderId} took {ElapsedMs} ms, objective {ObjectiveMs} ms.", EventName = "performance")]
    public static partial void ObjectiveMissed(ILogger logger, string clientOrderId, double elapsedMs, int objectiveMs);

    [LoggerMessage(
        8419,
        LogLevel.Information,
        "Replacement of {ClientOrderId} denied by rule {Rule}: {Reason} The order stays as it is.",
        EventName = "order execution")]
    public static partial void ReplacementDenied(ILogger logger, string clientOrderId, string rule, string reason);

    [LoggerMessage(
        8420, LogLevel.Warning, "Trading is halted by {By}: {Reason}; cancels of open orders: {CancelOpen}.", EventName = "security")]
    public static partial void Halted(ILogger logger, string by, string reason, string cancelOpen);

    [LoggerMessage(8421, LogLevel.Warning, "Trading is resumed by {By}: {Reason}", EventName = "security")]
    public static partial void Resumed(ILogger logger, string by, string reason);

    [LoggerMessage(8422, LogLevel.Warning, "Risk limits of {Venue} changed by {By}: {Limits}", EventName = "security")]
    public static partial void LimitsChanged(ILogger logger, string venue, string by, string limits);

    [LoggerMessage(8423, LogLevel.Error, "The halt could not record its cancel of {ClientOrderId}; it is tried again.")]
    public static partial void HaltCancelFailed(ILogger logger, Exception exception, string clientOrderId);

    [LoggerMessage(
        8430,
        LogLevel.Information,
        "Reconciled with {Venue}: {Checked} orders asked for, {Changed} changed, {Unresolved} still open questions.")]
    public static partial void Reconciled(ILogger logger, string venue, int @checked, int changed, int unresolved);

    [LoggerMessage(8431, LogLevel.Error, "Reconciliation failed; it is tried again in {DelayMs} ms.")]
    public static partial void ReconcileFailed(ILogger logger, Exception exception, int delayMs);

    [LoggerMessage(
        8432,
        LogLevel.Error,
        "The balance of {Asset} of {Account} at {Venue} differs: fills and fees explain {Expected}, the venue states {Actual}.",
        EventName = "order execution")]
    public static partial void BalanceDiffers(ILogger logger, string asset, string account, string venue, decimal expected, decimal actual);

    [LoggerMessage(
        8423,
        LogLevel.Warning,
        "The balances of {Account} at {Venue} are taken as the baseline by {By}; what differed: {Differences}",
        EventName = "security")]
    public static partial void BaselineTaken(ILogger logger, string account, string venue, string by, string differences);

    [LoggerMessage(8440, LogLevel.Information, "The user data stream of {Venue} is up.")]
    public static partial void StreamUp(ILogger logger, string venue);

    [LoggerMessage(8441, LogLevel.Warning, "The user data stream of {Venue} is down ({Reason}); orders are polled. Next try in {DelayMs} "
        + "ms.")]
    public static partial void StreamDown(ILogger logger, string venue, string reason, int delayMs);

    [LoggerMessage(8450, LogLevel.Error, "The outbox could not publish; it is tried again in {DelayMs} ms.")]
    public static partial void OutboxFailed(ILogger logger, Exception exception, int delayMs);

    [LoggerMessage(8451, LogLevel.Warning, "The state of the kill switch is not announced; it is tried again in a minute.")]
    public static partial void HaltNotAnnounced(ILogger logger, Exception exception);
}
