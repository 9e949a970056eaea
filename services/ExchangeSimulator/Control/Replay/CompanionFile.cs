using System.Text;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>cryptofeed's record of REST calls: lines <c>URL -> time: body</c>.</summary>
internal static class CompanionFile
{
    public static IEnumerable<(string Symbol, byte[] Body)> Depths(string path)
    {
        using var lines = new RecordedLines(path);
        long skipped = 0;
        while (TryRead(lines, out var depth, ref skipped))
        {
            if (depth is { } found)
            {
                yield return found;
            }
        }
    }

    private static bool TryRead(RecordedLines lines, out (string Symbol, byte[] Body)? depth, ref long skipped)
    {
        depth = null;
        if (!lines.TryRead(out var line) || skipped > RecordedFile.LongestGap)
        {
            return false;
        }

        var query = line.IndexOf("/depth?symbol="u8);
        var brace = line.IndexOf((byte)'{');
        if (query >= 0 && brace > query)
        {
            var symbol = Encoding.UTF8.GetString(line[(query + "/depth?symbol=".Length)..brace]);
            depth = (symbol[..symbol.IndexOfAny(['&', ' '])], line[brace..].ToArray());
        }

        skipped += depth is null ? line.Length + 1 : 0;
        return true;
    }
}
