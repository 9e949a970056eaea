namespace Trading.ServiceDefaults.Logs;

/// <summary>Where log lines go: standard output, unless a test puts another stream in its place.</summary>
public sealed class LogOutput(Stream? stream = null)
{
    public Stream Stream { get; } = stream ?? Console.OpenStandardOutput();
}
