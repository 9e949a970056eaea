using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>Ports of this run and what the placeholders of <see cref="Topology"/> mean in it.</summary>
public sealed class LocalAddresses(IReadOnlyDictionary<string, string> secrets, IReadOnlyDictionary<string, string> run)
{
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);

    public void Add(string resource, int port) => _ports.Add(resource, port);

    public bool Has(string resource) => _ports.ContainsKey(resource);

    public string HostAndPort(string resource) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_ports[resource]}");

    /// <summary>Null when the resource is not part of this run.</summary>
    public string? FindHttp(string resource) => Has(resource) ? Http(resource) : null;

    public string Http(string resource) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[resource]}");

    /// <summary>The environment of a process. A setting without a value, or about a resource that is not part of this run, is left out.</summary>
    public Dictionary<string, string> Environment(IEnumerable<Setting> settings) =>
        settings.Where(IsKnown)
            .Select(setting => (setting.Key, Value: Fill(setting.Value)))
            .Where(setting => setting.Value.Length > 0)
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);

    private bool IsKnown(Setting setting) =>
        SettingText.Placeholders(setting.Value).All(placeholder => placeholder.Owner is "secret" or "run" || _ports.ContainsKey(placeholder.Owner));

    // Twice: what the run says may name addresses itself.
    private string Fill(string text) => SettingText.Fill(SettingText.Fill(text, Lookup), Lookup);

    private string Lookup(string owner, string name) => (owner, name) switch
    {
        ("secret", _) => secrets[name],
        ("run", _) => run.GetValueOrDefault(name, ""),
        (_, "host") => "127.0.0.1",
        (_, "port") => _ports[owner].ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"The topology has no {{{owner}.{name}}}."),
    };
}
