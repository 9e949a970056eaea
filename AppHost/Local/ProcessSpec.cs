namespace Trading.AppHost.Local;

/// <summary>A program to start: what, with which arguments and environment, where, and how it is asked to stop.</summary>
/// <param name="LogFile">Receives both output streams; appended to.</param>
public sealed record ProcessSpec(string Program, IReadOnlyList<string> Arguments, string WorkingDirectory, string LogFile)
{
    /// <summary>Added to the environment of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>System user to run as; null for the present one. Only root can name another.</summary>
    public string? User { get; init; }

    public ProcessSignal StopSignal { get; init; } = ProcessSignal.Terminate;

    /// <summary>How long an asked process may take to end before it is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
