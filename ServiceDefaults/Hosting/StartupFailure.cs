using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// A reason not to start that the operator can mend, such as a wrong setting or a database that never came: told in plain lines,
/// without a stack trace.
/// </summary>
public sealed class StartupFailure(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>All that is wrong, a line each; null when the exception is no such failure but a bug.</summary>
    public static IReadOnlyList<string>? Explain(Exception exception) => exception switch
    {
        StartupFailure failure => [failure.Message],
        IOException { InnerException: AddressInUseException } taken => [taken.Message],
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException or StartupFailure) =>
            [.. several.InnerExceptions.SelectMany(inner => Explain(inner)!)],
        _ => null,
    };
}
