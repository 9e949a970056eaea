namespace Trading.Testing;

/// <summary>How a command ended and what it said.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Lines of <see cref="Error"/>.</summary>
    public IReadOnlyList<string> Errors => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
