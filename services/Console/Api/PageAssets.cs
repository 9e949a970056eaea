using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Trading.WebConsole.Api;

/// <summary>The page's files, embedded in this assembly, read once.</summary>
internal sealed class PageAssets
{
    private const string Prefix = "page/";

    /// <summary>Stands in when the build found no npm: the page asks it for a chart, gets none and shows a table.</summary>
    private const string ChartModule = "vendor/lightweight-charts.js";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, PageAsset> _assets;

    public PageAssets()
    {
        var assembly = typeof(PageAssets).Assembly;
        _assets = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return Asset(name[Prefix.Length..], content);
            })
            .Append(Asset(ChartModule, "export {};\n"u8.ToArray()))
            .DistinctBy(asset => asset.Path)
            .ToFrozenDictionary(asset => asset.Path, StringComparer.Ordinal);
    }

    public PageAsset? Find(string path) => _assets.GetValueOrDefault(path);

    private static PageAsset Asset(string path, byte[] content) => new(
        path, ContentTypes[Path.GetExtension(path)], $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"", content);
}
