namespace Trading.Testing.Processes;

/// <summary>POSIX signal numbers.</summary>
public enum ProcessSignal
{
    /// <summary>Sends nothing and finds out whether the process exists.</summary>
    None = 0,
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
