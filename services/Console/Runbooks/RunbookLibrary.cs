using System.Collections.Frozen;

namespace Trading.WebConsole.Runbooks;

/// <summary>
/// The pages of <c>infra/docs/runbooks</c> and the glossary, embedded at build: an operator needs them when other things are down.
/// </summary>
public sealed class RunbookLibrary
{
    private const string Prefix = "runbooks/";

    private readonly FrozenDictionary<string, string> _pages;

    public RunbookLibrary()
    {
        var assembly = typeof(RunbookLibrary).Assembly;
        Glossary = Read("glossary.md");
        _pages = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => Path.GetFileNameWithoutExtension(name[Prefix.Length..]),
                Read,
                StringComparer.Ordinal);

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Markdown of the words of the field.</summary>
    public string Glossary { get; }

    public IEnumerable<string> Names => _pages.Keys.Order(StringComparer.Ordinal);

    /// <summary>Markdown of the page of one alert; null when there is none.</summary>
    public string? Find(string alert) => _pages.GetValueOrDefault(alert);
}
