namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// Marks a probe or a scrape: <see cref="StartupGate"/> lets it through before the service has started, and its query is left alone.
/// </summary>
internal sealed class AnswersWhileStarting
{
    /// <summary>Under which the OpenAPI document lists it.</summary>
    public const string Tag = "service";

    public static readonly AnswersWhileStarting Instance = new();

    private AnswersWhileStarting()
    {
    }
}
