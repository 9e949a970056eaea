using System.Diagnostics;
using Trading.Downloader.CommandLine;
using Trading.Testing;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.CommandLine;

public sealed class CommandTests
{
    [Theory]
    [InlineData("download", "bars")]
    [InlineData("download", "bars", "--symbol", "BTCUSDT", "--start", "2023-01-01", "--end", "2023-01-02")]
    [InlineData("download", "bars", "--symbol", "BTCUSDT", "--interval", "7h", "--start", "2023-01-01", "--end", "2023-01-02")]
    [InlineData("download", "bars", "--symbol", "BTCUSDT", "--interval", "1h", "--start", "January", "--end", "2023-01-02")]
    [InlineData("download", "bars", "--symbol", "BTCUSDT", "--interval", "1h", "--start", "2023-02-01", "--end", "2023-01-02")]
    [InlineData("download", "bars", "--exchange", "NOWHERE:BTC/USDT", "--interval", "1h", "--start", "2023-01-01", "--end", "2023-01-02")]
    [InlineData("download", "bars", "--nonsense")]
    [InlineData("download", "funding", "--exchange", "BINANCE:BTC/USDT", "--start", "2023-01-01", "--end", "2023-01-02")]
    [InlineData("import", "no-such-file.csv")]
    [InlineData("frobnicate")]
    public async Task Wrong_use_ends_with_2(params string[] arguments) => Assert.Equal(2, await DownloaderCommands.RunAsync(arguments));

    [Fact]
    public async Task Complete_is_0_part_is_3_unknown_symbol_is_2_and_unreachable_is_1()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddDays(31));
        string[] where = ["--url", bench.Venue.Url.ToString(), "--archive-url", bench.Venue.Url.ToString(), "--database", bench.PathOf("other"), "--json"];
        string[] what = ["bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1h", "--start", "2023-01-01", "--end", "2023-01-31"];

        Assert.Equal(0, await DownloaderCommands.RunAsync(["download", .. what, "--source", "rest", "--output", bench.PathOf("out.csv"), .. where]));
        Assert.Equal(745, File.ReadLines(bench.PathOf("out.csv")).Count());
        Assert.Equal(0, await DownloaderCommands.RunAsync(["verify", .. what, .. where]));
        Assert.Equal(3, await DownloaderCommands.RunAsync(["verify", .. what[..^1], "2023-02-28", .. where]));
        Assert.Equal(0, await DownloaderCommands.RunAsync(["export", .. what, "--output", bench.PathOf("again.csv"), .. where]));
        Assert.Equal(2, await DownloaderCommands.RunAsync(["download", .. what, "--symbol", "FOOUSDT", .. where]));
    }

    [Fact]
    public async Task An_export_of_what_is_not_stored_is_no_success_and_leaves_no_file()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddDays(31));
        string[] where = ["--url", bench.Venue.Url.ToString(), "--archive-url", bench.Venue.Url.ToString(), "--database", bench.PathOf("other"), "--json"];
        string[] bars = ["bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1h"];
        Assert.Equal(0, await DownloaderCommands.RunAsync(["download", .. bars, "--start", "2023-01-02", "--end", "2023-01-03", "--source", "rest", .. where]));

        var nothing = await ExportAsync("none.csv", "--start", "2023-01-10", "--end", "2023-01-11");
        Assert.Equal(1, nothing.ExitCode);
        Assert.Equal("error: no 1h bars of BTCUSDT on binance-spot are stored from 2023-01-10 00:00 to 2023-01-12 00:00; no file is written", Assert.Single(nothing.Errors));
        Assert.False(File.Exists(bench.PathOf("none.csv")) || File.Exists(bench.PathOf("none.csv.part")));

        var part = await ExportAsync("part.csv", "--start", "2023-01-02", "--end", "2023-01-04");
        Assert.Equal((3, 49), (part.ExitCode, File.ReadLines(bench.PathOf("part.csv")).Count()));
        Assert.Equal("BTCUSDT: missing 24 from 2023-01-04 00:00:00 to 2023-01-05 00:00:00 (notFetched)", Assert.Single(part.Errors));

        var all = await ExportAsync("all.csv");
        Assert.Equal((0, "", 49), (all.ExitCode, all.Error, File.ReadLines(bench.PathOf("all.csv")).Count()));

        Task<CommandResult> ExportAsync(string file, params string[] range) => CommandProcess.RunAsync(
            "Trading.Downloader.dll", bench.PathOf(""), ["export", .. bars, .. range, "--output", bench.PathOf(file), "--database", bench.PathOf("other")]);
    }

    [Theory]
    [InlineData("verify", "bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1h", "--start", "2023-01-02", "--end", "2023-01-03")]
    [InlineData("export", "bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1h", "--output", "out.csv")]
    public async Task Reading_a_store_that_is_not_there_names_its_path_and_makes_nothing(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("no-store-").FullName;
        var data = Path.Combine(folder, "data");
        var result = await CommandProcess.RunAsync(
            "Trading.Downloader.dll", folder, arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["TRADING_DATA"] = data });

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"error: there is no store at {Path.Combine(data, "sqlite", "market.db")}; --database or TRADING_DATA names another", Assert.Single(result.Errors));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    [Theory]
    [InlineData("Downloader")]
    [InlineData("MarketData")]
    public async Task Dotnet_run_starts_commands_where_the_user_is(string project)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", $"services/{project}/{project}.csproj", "-getProperty:RunWorkingDirectory", "-nologo", "-nodeReuse:false"])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;

        Assert.Equal("", (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Every_help_has_examples_of_its_own_command()
    {
        foreach (var command in (string[])["download bars", "download trades", "download funding", "verify bars", "heal bars", "export bars", "export trades", "export funding", "import"])
        {
            var help = await CommandProcess.RunAsync("Trading.Downloader.dll", Path.GetTempPath(), [.. command.Split(' '), "--help"]);

            Assert.Equal((0, ""), (help.ExitCode, help.Error));
            Assert.Contains($"-- {command} ", help.Output, StringComparison.Ordinal);
            Assert.Contains("Exit codes: 0 done", help.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("BINANCE:BTC/USDT", "binance-spot", "BTCUSDT")]
    [InlineData("binance:btc/usdt:usdt", "binance-usdm", "BTCUSDT")]
    [InlineData("SIMULATOR:ETH/USDT", "simulator", "ETHUSDT")]
    [InlineData("BINANCE", "binance-spot", null)]
    public void Exchange_names_are_read(string text, string venue, string? symbol)
    {
        var name = ExchangeName.Parse(text);

        Assert.Equal((venue, symbol), (name.Venue.Name, name.Symbol));
    }

    [Fact]
    public void A_bare_end_date_holds_that_whole_day()
    {
        Assert.Equal(January.AddDays(31), TimeText.Parse("--end", "2023-01-31", endOfDay: true));
        Assert.Equal(January, TimeText.Parse("--start", "2023-01-01", endOfDay: false));
        Assert.Equal(January.AddHours(8), TimeText.Parse("--end", "2023-01-01T08:00:00Z", endOfDay: true));
    }
}
