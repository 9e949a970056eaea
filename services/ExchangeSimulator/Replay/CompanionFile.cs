using System.IO.Compression;
using System.Text;

namespace Trading.ExchangeSimulator.Replay;

/// <summary>cryptofeed's record of REST calls: lines <c>URL -> time: body</c>.</summary>
public static class CompanionFile
{
    public static IEnumerable<(string Symbol, byte[] Body)> Depths(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain);
        while (reader.ReadLine() is { } line)
        {
            var query = line.IndexOf("/depth?symbol=", StringComparison.Ordinal);
            var brace = line.IndexOf('{', StringComparison.Ordinal);
            if (query >= 0 && brace > query)
            {
                var symbol = line[(query + "/depth?symbol=".Length)..];
                yield return (symbol[..symbol.IndexOfAny(['&', ' '])], Encoding.UTF8.GetBytes(line[brace..]));
            }
        }
    }
}
