using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Trading.Contracts;
using Trading.Downloader.Healing;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Sources;
using Trading.Downloader.Telemetry;
using Trading.MarketStore.Gaps;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>Gaps on USD-M, where the recorded trades are the venue's aggregates.</summary>
public sealed class AggregateGapTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private SimulatedVenue _venue = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _venue = await SimulatedVenue.StartAsync();

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    [Fact]
    public async Task A_hole_in_the_trades_is_filled_with_the_aggregates_of_its_ids()
    {
        await using var bench = await FuturesBench.StartAsync(_venue, "db");
        await bench.RunAsync(new DownloadRequest
        {
            Venue = "binance-usdm",
            Kind = DownloadKind.Trades,
            Symbols = ["BTCUSDT"],
            Start = Start,
            End = Start.AddMinutes(10),
            Source = DownloadSource.Rest,
        });
        var ids = (await bench.Store.Aggregates.AggregateTradeIdsAsync(FuturesBench.Bitcoin, Start, Start.AddMinutes(10), Cancel))!.Value;
        var whole = await bench.Store.Aggregates.ReadAggregateTradesAsync(FuturesBench.Bitcoin, ids, Cancel)
            .Select(trade => new Trade(trade.Id, trade.Price, trade.Quantity, trade.Side, trade.Time, trade.Time)).ToListAsync(Cancel);
        await bench.Store.Trades.WriteTradesAsync(FuturesBench.Bitcoin, [.. whole[..100], .. whole[200..]], Cancel);
        var gap = await bench.Store.Gaps.OpenGapAsync(
            new Gap
            {
                Id = Guid.NewGuid(),
                Instrument = FuturesBench.Bitcoin,
                Kind = MarketDataKind.Trades,
                FromId = whole[100].TradeId,
                ToId = whole[199].TradeId,
                From = whole[100].ExchangeTime,
                To = whole[199].ExchangeTime,
                Reason = "disconnect",
                DetectedAt = DateTime.UtcNow,
            },
            Cancel);
        var healer = new GapHealer(
            bench.Store.Trades, bench.Store.Gaps, bench.Services.GetRequiredService<VenueDirectory>(), bench.Services.GetRequiredService<DownloadRunner>(),
            bench.Services.GetRequiredService<DownloaderMetrics>(), TimeProvider.System, NullLogger<GapHealer>.Instance);

        var completed = await healer.HealAsync(gap, Cancel);

        Assert.Equal((GapState.Healed, 100L), (completed!.State, completed.Items));
        var healed = await bench.Store.Trades.ReadTradesAsync(FuturesBench.Bitcoin, default, Cancel).ToListAsync(Cancel);
        Assert.Equal(
            whole.Select(trade => (trade.TradeId, trade.Price, trade.Quantity, trade.Side)),
            healed.Select(trade => (trade.TradeId, trade.Price, trade.Quantity, trade.Side)));
    }
}
