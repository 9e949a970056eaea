using Trading.Contracts;
using Trading.Exchanges;
using Trading.MarketData.Recovery;
using Trading.MarketData.Tests.Venue;

namespace Trading.MarketData.Tests.Feeds;

/// <summary>Where a new store begins: with the open of a minute, so that the first bar is whole.</summary>
public sealed class FirstTradesTests : IDisposable
{
    private static readonly DateTime Newest = new(2026, 3, 4, 5, 6, 40, DateTimeKind.Utc);

    private readonly ScratchFolder _folder = new();

    [Theory]
    [InlineData(1, 25, 5000, "05:06:00.000")] // 1,000 trades are 25 s of one minute: earlier ones are fetched.
    [InlineData(1, 100, 5000, "05:06:00.000")] // They are 100 s and hold the open of one minute.
    [InlineData(4001, 25, 5000, "05:06:15.025")] // The venue has no earlier ones: it began there.
    [InlineData(4500, 100, 5000, "05:05:50.000")] // It gave all that it has.
    public async Task The_first_trade_is_the_first_of_a_minute_when_the_venue_has_it(
        int oldest, int milliseconds, int newest, string expected)
    {
        await using var venue = await StubVenue.StartAsync([]);
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        var universe = new MarketUniverse(new VenueOptions { Symbols = "ETHUSDT" });
        var first = new FirstTrades(
            universe, new MarketDataOptions(), service.Store.Trades, new History(oldest, newest, milliseconds), TimeProvider.System);
        var (next, trades) = await first.BeginAsync(0, TestContext.Current.CancellationToken);

        Assert.Equal(next, trades[0].TradeId);
        Assert.Equal(
            expected, new DateTime(trades[0].ExchangeTicks).ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range((int)next, trades.Count).Select(id => (long)id), trades.Select(trade => trade.TradeId));
        Assert.Equal(newest, trades[^1].TradeId);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A venue with a trade every so many milliseconds, the newest at <see cref="Newest"/>.</summary>
    private sealed class History(int oldest, int newest, int milliseconds) : ITradeHistory
    {
        public Task<IReadOnlyList<Trade>> FromAsync(string symbol, long fromId, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Trade>>(
            [.. Enumerable.Range((int)Math.Max(fromId, oldest), limit).Where(id => id <= newest).Select(Trade)]);

        public Task<IReadOnlyList<Trade>> LatestAsync(string symbol, int limit, CancellationToken cancellationToken) =>
            FromAsync(symbol, Math.Max(oldest, newest - limit + 1), limit, cancellationToken);

        private Trade Trade(int id) => new(id, 100m, 1m, Side.Buy, Newest.AddMilliseconds((id - newest) * milliseconds), Newest);
    }
}
