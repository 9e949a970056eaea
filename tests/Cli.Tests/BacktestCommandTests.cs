using System.Text.Json;
using Trading.Testing;

namespace Trading.Cli.Tests;

public sealed class BacktestCommandTests
{
    [Fact]
    public async Task Every_form_of_the_same_bars_and_the_store_give_the_same_run()
    {
        using var bench = new Workbench();
        string[] ask = ["--strategy", "ma-cross", "--parameter", "fast=3,slow=9", "cashFraction=0.5"];
        var plain = await Workbench.BacktestAsync([.. ask, "--data", bench.Bars("BTCUSDT-1h-2024-01.csv")]);
        var hash = plain.GetProperty("runHash").GetString();

        Assert.Equal(300, plain.GetProperty("bars").GetInt64());
        Assert.True(plain.GetProperty("trades").GetArrayLength() > 4);
        Assert.Equal(hash, Hash(await Workbench.BacktestAsync([.. ask, "--data", bench.Bars("BTCUSDT-1h-2024-01.zip", header: true)])));
        Assert.Equal(
            hash,
            Hash(await Workbench.BacktestAsync(
                [.. ask, "--symbol", "BTCUSDT", "--interval", "1h", "--data", bench.Bars("some.csv.gz", microseconds: true)])));
        Assert.Equal(
            hash,
            Hash(await Workbench.BacktestAsync(
                [.. ask, "--data", bench.Bars("BTCUSDT-1h-2024-02.csv", 200, skip: 100), bench.Bars("BTCUSDT-1h-2024-03.csv", 150)])));

        var import = await CommandProcess.RunAsync(
            "Trading.Downloader.dll", bench.Folder,
            ["import", bench.PathOf("BTCUSDT-1h-2024-01.zip"), "--database", bench.PathOf("store")]);
        Assert.True(import.ExitCode == 0, import.Error);
        Assert.Equal(
            hash,
            Hash(await Workbench.BacktestAsync([.. ask, "--symbol", "BTCUSDT", "--interval", "1h", "--database", bench.PathOf("store")])));
    }

    [Fact]
    public async Task People_see_a_table_and_missing_bars_end_with_3()
    {
        using var bench = new Workbench();
        string[] files = [bench.Bars("BTCUSDT-1h-2024-01.csv"), bench.Bars("ETHUSDT-1h-2024-01.csv", 290)];
        string[] ask = ["--strategy", "buy-and-hold", "--parameter", "cashFraction=0.5"];
        var result = await Workbench.RunAsync(["backtest", .. ask, "--data", .. files]);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("10 of 600 bars are missing", Assert.Single(result.Errors));
        Assert.Contains("BTCUSDT,ETHUSDT 1h", result.Output, StringComparison.Ordinal);
        Assert.Matches("bars +590 at [0-9,]+ bars/s", result.Output);
        Assert.Matches("run hash +[0-9a-f]{64}", result.Output);
    }

    [Fact]
    public async Task A_venue_of_derivatives_takes_a_margin_account()
    {
        using var bench = new Workbench();
        var outcome = await Workbench.BacktestAsync(
            "--strategy", "buy-and-hold", "--venue", "binance-usdm", "--leverage", "2", "--data", bench.Bars("BTCUSDT-1h-2024-01.csv"));

        Assert.Equal(1, outcome.GetProperty("statistics").GetProperty("trades").GetInt32());
    }

    [Theory]
    [InlineData("--parameter 'fast' is not of the form", 2, "--strategy", "ma-cross", "--parameter", "fast")]
    [InlineData("fast is a whole number from 1 to 10000", 2, "--strategy", "ma-cross", "--parameter", "fast=0")]
    [InlineData("'nonsense' is not a strategy kind; use one of", 2, "--strategy", "nonsense")]
    [InlineData("--strategy is needed", 2)]
    [InlineData("there is no file", 2, "--strategy", "absent.cs")]
    [InlineData("--cash -1 must be from", 2, "--strategy", "ma-cross", "--cash", "-1")]
    [InlineData("--venue 'nowhere' is not a venue", 2, "--strategy", "ma-cross", "--venue", "nowhere")]
    [InlineData("--interval '7h' is not a bar length", 2, "--strategy", "ma-cross", "--interval", "7h")]
    [InlineData("it is longer than 1m", 1, "--strategy", "ma-cross", "--interval", "1m")]
    [InlineData("the files hold no 1h bars of BTCUSDT in this time", 1, "--strategy", "ma-cross", "--start", "2025-01-01")]
    public async Task What_is_wrong_stands_in_one_line(string problem, int code, params string[] arguments)
    {
        using var bench = new Workbench();
        var result = await Workbench.RunAsync(["backtest", .. arguments, "--data", bench.Bars("BTCUSDT-1h-2024-01.csv")]);

        Assert.Equal(code, result.ExitCode);
        Assert.StartsWith("error: ", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_named()
    {
        using var bench = new Workbench();
        var result = await Workbench.RunAsync(
            "backtest", "--strategy", "ma-cross", "--symbol", "BTCUSDT", "--database", bench.PathOf("none"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"there is no store at {bench.PathOf("none")}", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    private static string? Hash(JsonElement outcome) => outcome.GetProperty("runHash").GetString();
}
