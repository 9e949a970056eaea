namespace Trading.AppHost.Local;

/// <summary>POSIX signal numbers.</summary>
public enum ProcessSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
