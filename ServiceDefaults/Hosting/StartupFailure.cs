using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Trading.ServiceDefaults.Databases;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// A reason not to start that the operator can mend, such as a wrong setting or a damaged database: printed as plain lines, without a
/// stack trace.
/// </summary>
public sealed class StartupFailure(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The next start may succeed without anybody's doing: what was waited for may have come by then.</summary>
    public bool MayPass { get; init; }

    /// <summary>All that is wrong, a line each; null when the exception is no such failure but a bug.</summary>
    public static IReadOnlyList<string>? Explain(Exception exception) => exception switch
    {
        StartupFailure failure => [failure.Message],
        IOException { InnerException: AddressInUseException } taken => [taken.Message],
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several when several.InnerExceptions.All(inner => Explain(inner) is not null) =>
            [.. several.InnerExceptions.SelectMany(inner => Explain(inner)!)],
        _ => DatabaseFault.Explain(exception) is { } reason ? [reason] : null,
    };
}
