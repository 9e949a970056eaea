namespace Trading.AppHost;

/// <summary>One environment variable; the value may hold placeholders (see <see cref="Topology"/>).</summary>
public sealed record Setting(string Key, string Value);
