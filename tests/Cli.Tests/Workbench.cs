using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Trading.Testing;

namespace Trading.Cli.Tests;

/// <summary>A folder of its own with files of bars, and the command line run in it as a user runs it.</summary>
internal sealed class Workbench : IDisposable
{
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="folder">Null: a new one for temporary files.</param>
    public Workbench(string? folder = null) =>
        Folder = folder is null ? Directory.CreateTempSubdirectory("cli-").FullName : Directory.CreateDirectory(folder).FullName;

    public string Folder { get; }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Hourly bars whose closes rise and fall; packed where the name says so.</summary>
    public string Bars(string name, int count = 300, bool header = false, bool microseconds = false, int skip = 0)
    {
        const string Names =
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
        var text = new StringBuilder(header ? Names + "\n" : "");
        for (var i = skip; i < skip + count; i++)
        {
            var (unit, open) = (microseconds ? 1000L : 1L, new DateTimeOffset(Start.AddHours(i)).ToUnixTimeMilliseconds());
            var (from, to) = (Price(i), Price(i + 1));
            text.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{open * unit},{from},{Math.Max(from, to) + 1},{Math.Min(from, to) - 1},{to},10,"));
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{(open + 3_600_000) * unit - 1},1000,5,4,400,0\n"));
        }

        return Write(name, Encoding.UTF8.GetBytes(text.ToString()));
    }

    public string Source(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public Task<CommandResult> RunAsync(params string[] arguments) => CommandProcess.RunAsync("Trading.Cli.dll", Folder, arguments);

    /// <summary>Runs a backtest that must succeed.</summary>
    public async Task<JsonElement> BacktestAsync(params string[] arguments)
    {
        var result = await RunAsync(["backtest", .. arguments, "--json"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return JsonElement.Parse(result.Output);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static decimal Price(int i) => decimal.Round(1000 + 100 * (decimal)Math.Sin(i / 12.0), 2);

    private string Write(string name, byte[] content)
    {
        using var file = File.Create(PathOf(name));
        switch (Path.GetExtension(name))
        {
            case ".gz":
                using (var packed = new GZipStream(file, CompressionLevel.Fastest))
                {
                    packed.Write(content);
                }

                break;
            case ".zip":
                using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
                using (var entry = archive.CreateEntry("bars.csv").Open())
                {
                    entry.Write(content);
                }

                break;
            default:
                file.Write(content);
                break;
        }

        return PathOf(name);
    }
}
