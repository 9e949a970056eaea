using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Trading.Testing;

namespace Trading.Cli.Tests;

/// <summary>Recorded bars give every fill and the equity of a program in another language, to the last digit.</summary>
public sealed class IndependentBacktestTests
{
    [Theory]
    [InlineData("ma-cross", "BTCUSDT", "1h", "binance-spot", null)]
    [InlineData("donchian", "BTCUSDT", "1h", "binance-spot", null)]
    [InlineData("macd", "LTCUSDT", "1m", "binance-usdm", "short=1")]
    public async Task Equals_another_program(string kind, string symbol, string interval, string venue, string? parameter)
    {
        string[] files = interval == "1h"
            ? [.. Enumerable.Range(1, 5).Select(month => RecordedData.File($"klines/intabyu_BTCUSDT-1h-2023-0{month}.csv"))]
            : [RecordedData.File("klines/isda_LTCUSDT-1m-2026-02.csv.gz")];
        var theirs = JsonElement.Parse(await PythonAsync([kind, .. files]));
        var result = await Workbench.RunAsync(
        [
            "backtest", "--json", "--strategy", kind, "--symbol", symbol, "--interval", interval, "--venue", venue,
            .. files.SelectMany(file => new[] { "--data", file }),
            .. parameter is null ? Array.Empty<string>() : ["--parameter", parameter],
        ]);

        // 3: an hour of March is missing at the venue.
        Assert.True(result.ExitCode is 0 or 3, result.Error);
        var ours = JsonElement.Parse(result.Output);
        var fills = ours.GetProperty("trades").EnumerateArray()
            .Select(trade => (
                trade.GetProperty("side").GetString()!, Money(trade.GetProperty("price")), Money(trade.GetProperty("quantity"))))
            .ToList();
        Assert.True(fills.Count > 50);
        Assert.Equal(
            theirs.GetProperty("fills").EnumerateArray().Select(fill => (fill[0].GetString()!, Money(fill[1]), Money(fill[2]))), fills);
        Assert.Equal(Money(theirs.GetProperty("equity")), Money(ours.GetProperty("statistics").GetProperty("finalEquity")));
    }

    private static decimal Money(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static async Task<string> PythonAsync(string[] arguments)
    {
        var python = Needs.Present(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : null, "python3 is absent.");
        var start = new ProcessStartInfo(python, [Repository.PathOf("tests", "Cli.Tests", "independent.py"), .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
