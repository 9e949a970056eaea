namespace Trading.ServiceDefaults.Hosting;

/// <summary>Marks an endpoint that <see cref="StartupGate"/> lets through before the service has started.</summary>
internal sealed class AnswersWhileStarting
{
    public static readonly AnswersWhileStarting Instance = new();

    private AnswersWhileStarting()
    {
    }
}
