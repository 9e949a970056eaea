using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>
/// Archive zips: a recorded file of <c>Simulator:ArchiveDirectory</c> where there is one (a zip as it is, or a CSV, plain or
/// gzipped, whose name ends with the archive's), else rows of the history. The same file always has the same bytes.
/// </summary>
internal sealed class ArchiveStore(Exchange exchange, ArchiveRows rows, FaultRegistry faults, RecordedArchives recorded)
{
    private static readonly DateTimeOffset Stamp = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly KeptFiles<byte[]> _made = new(most: 8);

    /// <returns>Null when the venue has no such file, or not yet: a period is published once it is over.</returns>
    public byte[]? Find(string path)
    {
        if (ArchiveName.Parse(path) is not { } name)
        {
            return null;
        }

        var settings = faults.Settings;
        var isThinned = Hash(settings, path, "missingRows") < settings.MissingRows;
        var key = isThinned ? path + "#thinned" : path;
        return _made.GetOrAdd(key, () => Make(name, isThinned));
    }

    public static double Hash(FaultSettings settings, string path, string fault)
    {
        return Mixer.Fraction(Mixer.SeedOf(settings.Seed, fault + path));
    }

    private byte[]? Make(ArchiveName name, bool isThinned)
    {
        if (recorded.Find(name) is { } file)
        {
            return file.EndsWith(".zip", StringComparison.Ordinal) && !isThinned
                ? File.ReadAllBytes(file)
                : Zip(name.Stem, entry => Copy(file, entry, isThinned));
        }

        if (exchange.Find(name.Market, name.Symbol) is not { History: not null } market
            || History.ToUs(name.To) > exchange.TapeNowUs
            || History.ToUs(name.To) <= History.ListedUs)
        {
            return null;
        }

        return Zip(name.Stem, entry =>
        {
            using var writer = new StreamWriter(entry, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
            writer.NewLine = "\n";
            Write(writer, rows.Of(name, market), isThinned);
        });
    }

    private static void Copy(string file, Stream entry, bool isThinned)
    {
        using var plain = RecordedArchives.Open(file);
        if (!isThinned)
        {
            plain.CopyTo(entry);
            return;
        }

        using var reader = new StreamReader(plain);
        using var writer = new StreamWriter(entry) { NewLine = "\n" };
        Write(writer, Lines(reader), isThinned);
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static void Write(StreamWriter writer, IEnumerable<string> lines, bool isThinned)
    {
        var row = 0;
        foreach (var line in lines)
        {
            // The known defect of published files: a run of rows is absent and the checksum fits nevertheless.
            if (!isThinned || row is < 100 or >= 110)
            {
                writer.WriteLine(line);
            }

            row++;
        }
    }

    private static byte[] Zip(string stem, Action<Stream> write)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(stem + ".csv", CompressionLevel.Fastest);
            entry.LastWriteTime = Stamp;
            using var stream = entry.Open();
            write(stream);
        }

        return memory.ToArray();
    }

    public static string Checksum(byte[] zip) => Convert.ToHexStringLower(SHA256.HashData(zip));
}
