using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Security;

internal static partial class ApiKeyLog
{
    [LoggerMessage(
        EventId = 1401,
        EventName = "ApiKeysCreated",
        Level = LogLevel.Information,
        Message = "Made {File} with one development key a role, to be sent as X-Api-Key")]
    public static partial void Created(ILogger logger, string file);

    [LoggerMessage(
        EventId = 1402,
        EventName = "ApiKeysExposed",
        Level = LogLevel.Warning,
        Message = "Others could read {File}; only its owner can now. Change the keys if others use this machine")]
    public static partial void Exposed(ILogger logger, string file);

    [LoggerMessage(
        EventId = 1403, EventName = "security", Level = LogLevel.Warning, Message = "A request to {Endpoint} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string endpoint, string reason);
}
