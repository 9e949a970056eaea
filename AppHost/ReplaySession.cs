using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Trading.AppHost;

/// <summary>A recorded session: lines of receive time in ns and the raw combined-stream JSON, plain or gzipped.</summary>
public static partial class ReplaySession
{
    private const int LinesLookedAt = 5000;

    /// <summary>The symbols that the first lines mention, separated by commas; throws <see cref="WrongUseException"/> when there are none.</summary>
    public static string SymbolsOf(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Exists)
        {
            throw new WrongUseException($"--replay: there is no file {file.FullName}.");
        }

        var symbols = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            using var reader = Open(file);
            for (var line = 0; line < LinesLookedAt && reader.ReadLine() is { } text; line++)
            {
                if (Stream().Match(text) is { Success: true } match)
                {
                    symbols.Add(match.Groups["symbol"].Value.ToUpperInvariant());
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"--replay: {file.FullName} cannot be read: {e.Message}");
        }

        return symbols.Count > 0
            ? string.Join(',', symbols)
            : throw new WrongUseException($"--replay: {file.FullName} is not a recorded session (lines of receive time and combined-stream JSON).");
    }

    private static StreamReader Open(FileInfo file)
    {
        var stream = file.OpenRead();
        var gzipped = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = 0;
        return new StreamReader(gzipped ? new GZipStream(stream, CompressionMode.Decompress) : stream);
    }

    [GeneratedRegex("\"stream\":\\s*\"(?<symbol>[a-z0-9]+)@", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stream();
}
