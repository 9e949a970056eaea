using System.IO.Compression;

namespace Trading.Testing;

/// <summary>
/// Real recorded market data, kept outside the repository: in <c>../shared/data</c> beside it or where <c>TRADING_TEST_DATA</c> says.
/// Absent data skips the test and says so; in CI it fails the test.
/// </summary>
public static class RecordedData
{
    /// <summary>Spot BTCUSDT, 2024-08-08 23:54:13 to 23:59:59 UTC: 9,757 trades, 3,451 depth updates, 28,040 book tickers.</summary>
    public const string SpotSession = "recordings/hftbacktest_spot_btcusdt_20240808.gz";

    /// <summary>USD-M BTCUSDT, 2024-08-08 23:54:15 to 23:59:59 UTC: 21,313 trades, 6,551 depth updates, 66,089 book tickers.</summary>
    public const string UsdmSession = "recordings/hftbacktest_usdm_btcusdt_20240808.gz";

    public const string Absent = "Recorded data is absent: put it in ../shared/data beside the repository or set TRADING_TEST_DATA.";

    public static string? Root { get; } = FindRoot();

    /// <summary>Full path of a recorded file, such as <c>klines/isda_LTCUSDT-1m-2026-02.csv.gz</c>.</summary>
    public static string File(string name)
    {
        var root = Needs.Present(Root, Absent);
        var path = Path.Combine(root, name);
        return Needs.Present(System.IO.File.Exists(path) ? path : null, $"Recorded data lacks {name}.");
    }

    /// <summary>Lines of a recorded file, unpacked when it is gzipped.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    public static Stream Open(string name)
    {
        var stream = System.IO.File.OpenRead(File(name));
        return name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("TRADING_TEST_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        var beside = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));
        return Directory.Exists(beside) ? beside : null;
    }
}
