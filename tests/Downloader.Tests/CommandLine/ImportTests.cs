using System.Text.Json;
using Trading.Testing;

namespace Trading.Downloader.Tests.CommandLine;

/// <summary><c>import</c> and <c>export</c> as processes of their own, on a store of their own.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Hour = "1672531200000,1.0,2.0,0.5,1.5,10,1672534799999,15,3,4,6,0";
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_of_every_kind_go_in_by_their_names_and_out_again()
    {
        Write("BTCUSDT-1h-2023-01.csv", Hour);
        Write("BTCUSDT-aggTrades-2023-01-01.csv", "1,100.50,0.5,1,1,1672531200000,True,True");
        Write("BTCUSDT-trades-2023-01-01.csv", "1,100.50000000,0.50000000,50.25000000,1672531200000,True,True");

        var spot = await RunAsync("import", "BTCUSDT-1h-2023-01.csv", "BTCUSDT-aggTrades-2023-01-01.csv", "BTCUSDT-trades-2023-01-01.csv");
        var trades = await RunAsync("export", "trades", "--exchange", "BINANCE:BTC/USDT", "--no-header", "--output", "out.csv");
        var singles = await RunAsync("export", "trades", "--exchange", "BINANCE:BTC/USDT", "--no-header", "--layout", "trades", "--output", "singles.csv");

        Assert.Equal((0, ""), (spot.ExitCode, spot.Error));
        Assert.Equal(
            ["bars", "aggTrades", "trades"],
            spot.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("kind").GetString()));
        Assert.Equal((0, 0), (trades.ExitCode, singles.ExitCode));
        Assert.Equal(Read("BTCUSDT-aggTrades-2023-01-01.csv"), Read("out.csv"));
        Assert.Equal(Read("BTCUSDT-trades-2023-01-01.csv"), Read("singles.csv"));
    }

    [Fact]
    public async Task An_export_of_single_trades_names_the_gap_in_their_ids()
    {
        Write(
            "BTCUSDT-trades-2023-01-01.csv",
            "1,100.50000000,0.50000000,50.25000000,1672531200000,True,True",
            "5,100.50000000,0.50000000,50.25000000,1672531260000,True,True");
        await RunAsync("import", "BTCUSDT-trades-2023-01-01.csv");

        var export = await RunAsync("export", "trades", "--exchange", "BINANCE:BTC/USDT", "--layout", "trades", "--output", "singles.csv");

        Assert.Equal((3, "BTCUSDT: missing 3 from 2023-01-01 00:00:00 to 2023-01-01 00:01:00 (notFetched)\n"), (export.ExitCode, export.Error));
    }

    [Fact]
    public async Task A_list_of_rates_needs_its_kind_and_symbol_and_a_folder_tells_the_price()
    {
        Write("rates.csv", "ts,rate", "1672531200000,3.383e-05");
        Directory.CreateDirectory(Path.Combine(_folder, "markPriceKlines"));
        Write("markPriceKlines/BTCUSDT-1h-2023-01.csv", Hour);
        string[] perpetual = ["--exchange", "BINANCE:BTC/USDT:USDT"];

        var imported = await RunAsync(["import", "rates.csv", "--kind", "funding", .. perpetual]);
        var mark = await RunAsync(["import", "markPriceKlines/BTCUSDT-1h-2023-01.csv", .. perpetual]);
        await RunAsync(["export", "funding", .. perpetual, "--output", "funding.csv"]);
        await RunAsync(["export", "bars", .. perpetual, "--interval", "1h", "--series", "mark", "--no-header", "--output", "mark.csv"]);

        Assert.Equal((0, 0), (imported.ExitCode, mark.ExitCode));
        Assert.Equal("calc_time,funding_interval_hours,last_funding_rate\n1672531200000,8,0.00003383\n", Read("funding.csv"));
        Assert.Equal(Hour + "\n", Read("mark.csv"));
    }

    [Theory]
    [InlineData("BTCUSDT-1h-2023-01.csv", Hour, "1672534800000,1.0,x")]
    [InlineData("BTCUSDT-1m-2023-01.csv", Hour)]
    [InlineData("BTCUSDT-1d-2023-01.csv", Hour, "1672534800000,1.0,2.0,0.5,1.5,10,1672538399999,15,3,4,6,0")]
    [InlineData("BTCUSDT-aggTrades-2023-01-01.csv", "1,100.50,0.5,1,1,1672531200000,True,True", "2,100.50")]
    [InlineData("BTCUSDT-trades-2023-01-01.zip", "this is no zip")]
    [InlineData("BTCUSDT-1h-2023-02.csv")]
    [InlineData("BTCUSDT-1h-2023-03.csv", Hour, "1672534800000,2.0,1.0,3.0,1.5,10,1672538399999,15,3,4,6,0")]
    public async Task A_bad_file_is_one_line_and_changes_nothing(string name, params string[] lines)
    {
        Write(name, lines);

        var result = await RunAsync("import", name);
        var export = name.Contains("rades", StringComparison.Ordinal)
            ? await RunAsync("export", "trades", "--exchange", "BINANCE:BTC/USDT", "--no-header", "--output", "out.csv")
            : await RunAsync("export", "bars", "--exchange", "BINANCE:BTC/USDT", "--no-header", "--interval", name.Split('-')[1], "--output", "out.csv");

        Assert.Equal((1, 1), (result.ExitCode, export.ExitCode));
        Assert.StartsWith($"error: {name}: ", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "out.csv")));
    }

    [Theory]
    [InlineData("rates.csv")]
    [InlineData("rates.csv", "--kind", "funding")]
    [InlineData("rates.csv", "--kind", "rates", "--symbol", "BTCUSDT")]
    [InlineData("BTCUSDT-trades-2023-01-01.csv", "--exchange", "BINANCE:BTC/USDT:USDT")]
    [InlineData("BTCUSDT-trades-2023-01-01.csv", "--series", "mark")]
    [InlineData("BTCUSDT-1h-2023-01.csv", "--series", "mark")]
    public async Task What_cannot_be_meant_is_wrong_use_in_one_line(params string[] arguments)
    {
        Write(arguments[0], Hour);

        var result = await RunAsync(["import", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.Errors);
    }

    private void Write(string name, params string[] lines) => File.WriteAllText(Path.Combine(_folder, name), string.Concat(lines.Select(line => line + "\n")));

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        CommandProcess.RunAsync("Trading.Downloader.dll", _folder, [.. arguments, "--database", Path.Combine(_folder, "db")]);
}
