using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Trading.AppHost;

/// <summary>A recorded session: lines of receive time in ns and the raw combined-stream JSON, plain or gzipped.</summary>
internal static partial class ReplaySession
{
    private const int LinesLookedAt = 5000;

    /// <summary>As the simulator reads: a longer line is no message of a venue.</summary>
    private const int LongestLine = 4 * 1024 * 1024;

    /// <summary>
    /// The symbols that the first lines mention, separated by commas; throws <see cref="WrongUseException"/> when there are none.
    /// </summary>
    public static string SymbolsOf(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new WrongUseException($"--replay: there is no file {file.FullName}.");
        }

        // A device has no length and a pipe no end.
        if (file.Length == 0 || (file.Attributes & (FileAttributes.Device | FileAttributes.Directory)) != FileAttributes.None)
        {
            throw new WrongUseException($"--replay: {file.FullName} is no recording: it is empty or no regular file.");
        }

        var symbols = new SortedSet<string>(StringComparer.Ordinal);
        var line = 0;
        try
        {
            using var reader = Open(file);
            for (; line < LinesLookedAt && ReadLine(reader) is { } text; line++)
            {
                if (Stream().Match(text) is { Success: true } match)
                {
                    symbols.Add(match.Groups["symbol"].Value.ToUpperInvariant());
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new WrongUseException(
                $"--replay: {file.FullName} is damaged: line {line + 1} is longer than 4 MB, or its compressed data is broken.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"--replay: {file.FullName} cannot be read: {e.Message}");
        }

        return symbols.Count > 0
            ? string.Join(',', symbols)
            : throw new WrongUseException(
                $"--replay: {file.FullName} is not a recorded session (lines of receive time and combined-stream JSON).");
    }

    private static string? ReadLine(StreamReader reader)
    {
        var line = new StringBuilder();
        int next;
        while ((next = reader.Read()) is not (-1 or '\n'))
        {
            if (line.Append((char)next).Length > LongestLine)
            {
                throw new InvalidDataException();
            }
        }

        return next == -1 && line.Length == 0 ? null : line.ToString();
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
