using System.Globalization;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ExchangeSimulator.Tests.Engine.Storage;

public sealed class AccountFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("account").FullName;

    private string Journal => Path.Combine(_folder, "account.journal");

    [Fact]
    public async Task A_last_line_that_was_not_written_whole_is_cut()
    {
        await TradeAsync(3);
        var whole = await File.ReadAllBytesAsync(Journal);
        await File.WriteAllBytesAsync(Journal, whole[..^7]);

        await using var venue = await StartAsync();
        Assert.Equal(2, await FillsAsync(venue));
        await BuyAsync(venue, "next");
        Assert.Equal(3, await FillsAsync(venue));
    }

    [Fact]
    public async Task A_file_with_a_changed_byte_or_a_missing_line_is_refused()
    {
        await TradeAsync(3);
        var lines = await File.ReadAllLinesAsync(Journal);
        var changed = (string[])lines.Clone();
        changed[2] = changed[2].Replace("BTCUSDT", "BTCUSDC", StringComparison.Ordinal);
        foreach (var damaged in (string[][])[changed, [.. lines.Where((_, i) => i != 2)], [.. lines.Skip(1)]])
        {
            await File.WriteAllTextAsync(Journal, string.Join('\n', damaged) + "\n");
            var failure = await Assert.ThrowsAsync<StartupFailure>(StartAsync);
            Assert.Contains("account.journal is damaged in line", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_has_grown_is_written_anew_and_says_the_same()
    {
        long requests;
        string last;
        await using (var venue = await StartAsync())
        {
            for (var i = 0; i < 100; i++)
            {
                await BuyAsync(venue, string.Create(CultureInfo.InvariantCulture, $"b{i}"));
                await venue.SignedAsync(HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.001");
            }

            requests = (await venue.GetAsync("/simulator/ledger")).GetProperty("orderRequestCount").GetInt64();
            last = await SummaryAsync(venue);
        }

        Assert.InRange((await File.ReadAllLinesAsync(Journal)).Length, 1, 150);
        await using var again = await StartAsync();
        Assert.Equal(200, requests);
        Assert.Equal(last, await SummaryAsync(again));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<VenueHost> StartAsync() => VenueHost.StartAsync(
        ("Directory", _folder), ("BookLevels", "50"), ("Symbols", "BTCUSDT"), ("SpotOrdersPer10Seconds", "1000"), ("AccountFileBytes", "65536"));

    private async Task TradeAsync(int times)
    {
        await using var venue = await StartAsync();
        for (var i = 0; i < times; i++)
        {
            await BuyAsync(venue, string.Create(CultureInfo.InvariantCulture, $"t{i}"));
        }
    }

    private static async Task BuyAsync(VenueHost venue, string id)
    {
        var answer = await venue.SignedAsync(HttpMethod.Post, "/api/v3/order", $"symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&newClientOrderId={id}");
        Assert.Equal("FILLED", answer.Body.GetProperty("status").GetString());
    }

    private static async Task<long> FillsAsync(VenueHost venue) => (await venue.GetAsync("/simulator/ledger")).GetProperty("fillCount").GetInt64();

    private static async Task<string> SummaryAsync(VenueHost venue)
    {
        var ledger = await venue.GetAsync("/simulator/ledger");
        var account = (await venue.SignedAsync(HttpMethod.Get, "/api/v3/account")).Body.GetProperty("balances").GetRawText();
        var orders = (await venue.SignedAsync(HttpMethod.Get, "/api/v3/allOrders", "symbol=BTCUSDT&limit=1000")).Body.GetRawText();
        return $"{account}\n{orders}\n{ledger.GetProperty("orderRequests").GetRawText()}\n{ledger.GetProperty("fills").GetRawText()}";
    }
}
