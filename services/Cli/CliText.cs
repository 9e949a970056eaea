namespace Trading.Cli;

/// <summary>Texts that several commands share.</summary>
internal static class CliText
{
    /// <summary>How the program is started from the repository.</summary>
    public const string Start = "dotnet run --project services/Cli -- ";
}
