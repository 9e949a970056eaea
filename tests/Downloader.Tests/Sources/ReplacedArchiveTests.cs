using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.MarketStore.Bars;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Sources;

/// <summary>Files that the venue publishes again with another content.</summary>
public sealed class ReplacedArchiveTests
{
    private const string Month = "/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2023-01.zip";
    private const string Trades = "/data/spot/monthly/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2023-01.zip";
    private static readonly DownloadRequest Bars = Hours(January, January.AddMonths(1), DownloadSource.Archive);

    [Fact]
    public async Task A_replaced_month_is_noticed_by_its_checksum_and_its_rows_are_taken_over()
    {
        await using var bench = await StartAsync();
        string[] rows = [.. Enumerable.Range(0, 744).Select(hour => Row(January.AddHours(hour), TimeSpan.FromHours(1)))];
        bench.Venue.Publish(Month, rows);
        await bench.RunAsync(Bars);
        var before = await bench.VerifyAsync(Bars);
        rows[5] = rows[5].Replace(",12.34500000,", ",99.00000000,", StringComparison.Ordinal);
        bench.Venue.Publish(Month, rows);

        var (_, unasked) = await bench.RunAsync(Bars);
        var (outcome, progress) = await bench.RunAsync(Bars with { Recheck = true });
        var (_, again) = await bench.RunAsync(Bars with { Recheck = true });

        Assert.Equal((0, 1, 0), (unasked.Items, progress.Items, again.Items));
        Assert.StartsWith("1 archive has been replaced since it was read", progress.Plan, StringComparison.Ordinal);
        Assert.Equal("nothing is missing", again.Plan);
        Assert.True(outcome.IsComplete);
        Assert.NotEqual(before.Sha256, (await bench.VerifyAsync(Bars)).Sha256);
        var bar = await bench.Store.Bars.ReadBarsAsync(Bitcoin, BarInterval.OneHour, new BarQuery(From: January.AddHours(5), Limit: 1))
            .SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(99m, bar.Volume);
    }

    [Fact]
    public async Task Looking_again_costs_one_checksum_per_file_and_no_weight()
    {
        await using var bench = await StartAsync();
        bench.Venue.Publish(Month, Enumerable.Range(0, 744).Select(hour => Row(January.AddHours(hour), TimeSpan.FromHours(1))));
        await bench.RunAsync(Bars);
        bench.Venue.Requests.Clear();

        var (_, progress) = await bench.RunAsync(Bars with { Recheck = true });

        Assert.Equal(0, progress.WeightUsed);
        Assert.Equal([Month + ".CHECKSUM"], bench.Venue.Requests);
    }

    [Fact]
    public async Task A_replaced_month_of_trades_brings_those_that_it_lacked()
    {
        await using var bench = await StartAsync();
        string[] rows = ["1,100.50,0.5,1,1,1672531200000,True,True", "2,100.51,0.25,2,3,1672531201000,False,True", "3,100.52,0.25,4,4,1672531202000,False,True"];
        bench.Venue.Publish(Trades, [rows[0], rows[2]]);
        var request = new DownloadRequest
        {
            Venue = "binance-spot",
            Kind = DownloadKind.Trades,
            Symbols = ["BTCUSDT"],
            Start = January,
            End = January.AddDays(1),
            Source = DownloadSource.Archive,
        };
        await bench.RunAsync(request);
        var before = await bench.VerifyAsync(request);
        bench.Venue.Publish(Trades, rows);

        await bench.RunAsync(request with { Recheck = true });

        Assert.Equal((2L, 3L), (before.Present, (await bench.VerifyAsync(request)).Present));
    }

    [Fact]
    public async Task A_checksum_that_cannot_be_had_is_told_and_changes_nothing()
    {
        await using var bench = await StartAsync();
        bench.Venue.Publish(Month, Enumerable.Range(0, 744).Select(hour => Row(January.AddHours(hour), TimeSpan.FromHours(1))));
        await bench.RunAsync(Bars);
        bench.Venue.Fault(403);

        var (outcome, progress) = await bench.RunAsync(Bars with { Recheck = true });

        Assert.Contains(Month, outcome.Fault, StringComparison.Ordinal);
        Assert.Equal(0, progress.Items);
        Assert.True((await bench.VerifyAsync(Bars)).Complete);
    }
}
