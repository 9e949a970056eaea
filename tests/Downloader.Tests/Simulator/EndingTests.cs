using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>How commands end that cannot do what they were asked for: one line that says why, and the exit code of its class.</summary>
public sealed class EndingTests(SharedVenue shared) : IClassFixture<SharedVenue>
{
    private static readonly string[] Day =
        ["bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1h", "--start", "2024-03-01", "--end", "2024-03-02", "--source", "rest"];

    private readonly SimulatedVenue _venue = shared.Venue;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--interval", "7h", "'7h' is not a bar length")]
    [InlineData("--start", "January", "January")]
    [InlineData("--end", "2023-01-01", "--end: The end must be after the start.")]
    [InlineData("--exchange", "NOWHERE:BTC/USDT", "'NOWHERE:BTC/USDT' is not an exchange")]
    [InlineData("--source", "telepathy", "telepathy")]
    [InlineData("--nonsense", "x", "--nonsense")]
    public async Task A_bad_argument_is_one_line_that_names_it_and_exit_code_2(string option, string value, string named)
    {
        string[] arguments = Day.Contains(option, StringComparer.Ordinal)
            ? [.. Day.Select((word, i) => i > 0 && Day[i - 1] == option ? value : word)]
            : [.. Day, option, value];

        var result = await _venue.RunAsync("db", ["download", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.StartsWith("error: ", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task An_unknown_symbol_is_one_line_that_names_it_and_exit_code_2()
    {
        var result = await _venue.RunAsync("db", ["download", .. Day, "--symbol", "FOOUSDT"]);

        Assert.Equal((2, "error: binance-spot does not know the symbol FOOUSDT."), (result.ExitCode, Assert.Single(result.Errors)));
    }

    [Fact]
    public async Task A_venue_that_cannot_be_reached_is_one_line_that_names_it_and_exit_code_1()
    {
        var closedPort = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Next()}");

        var result = await CommandProcess.RunAsync(
            "Trading.Downloader.dll", Path.GetTempPath(), ["download", .. Day, "--url", $"http://{closedPort}", "--database", _venue.PathOf("db")]);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"error: {closedPort} cannot be reached (connection refused)", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_one_line_and_exit_code_1()
    {
        var nobody = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={FreePort.Next()};Username=nobody;Password=unsaid;Database=none");

        var result = await _venue.RunAsync(nobody, ["download", .. Day]);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: the database failed: ", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("unsaid", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_venue_that_stops_answering_half_way_is_one_line_and_exit_code_3()
    {
        await _venue.SetFaultsAsync(new { latencyMs = 300 });
        string[] minutes = [.. Day.Select(word => word switch { "1h" => "1m", "2024-03-02" => "2024-04-30", _ => word })];
        var start = CommandProcess.StartOf(
            "Trading.Downloader.dll",
            Path.GetTempPath(),
            ["download", .. minutes, "--json", "--url", _venue.Url.ToString(), "--database", _venue.PathOf("half")],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Downloader__RequestsInFlight"] = "1" });
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line && JsonSerializer.Deserialize<JsonElement>(line).GetProperty("items").GetInt32() == 0)
        {
            // Nothing is stored yet.
        }

        await _venue.SetFaultsAsync(new { http5xx = 1 });
        _ = process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        Assert.Equal($"error: {_venue.Url.Authority} answered 503, code -1000: Service Unavailable.\n", await errors);
        Assert.Equal(3, process.ExitCode);
        await _venue.SetFaultsAsync(new { });
    }
}
