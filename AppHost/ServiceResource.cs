namespace Trading.AppHost;

/// <summary>A service: a project that listens on one port.</summary>
/// <param name="Project">Folder under <c>services/</c>; its assembly is <c>Trading.</c> and this name.</param>
/// <param name="Port">Wished port; moved when taken.</param>
/// <param name="Needs">Resources that answer before this one is started.</param>
public sealed record ServiceResource(string Name, string Project, int Port, IReadOnlyList<string> Needs, IReadOnlyList<Setting> Settings)
{
    /// <summary>True when it keeps files of its own, beside what the servers keep for it.</summary>
    public bool KeepsFiles => Settings.Any(setting => setting.Value.Contains("{run.data}", StringComparison.Ordinal));

    public const string HealthPath = "/health";
    public const string ReadyPath = "/ready";
}
