using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.MarketStore.Trades;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Sources;

public sealed class TradeTests
{
    private static readonly DownloadRequest Hour = Hours(January.AddHours(1), January.AddHours(2), DownloadSource.Rest) with { Kind = DownloadKind.Trades, Interval = null };

    [Fact]
    public async Task Fetches_the_trades_of_a_time_proves_their_ids_and_asks_nothing_the_second_time()
    {
        await using var bench = await StartAsync();
        List(bench, seconds: 3 * 3600);

        var (outcome, progress) = await bench.RunAsync(Hour);
        bench.Venue.Requests.Clear();
        var (again, _) = await bench.RunAsync(Hour);

        Assert.True(outcome.IsComplete && again.IsComplete);
        Assert.Equal(3602, progress.Items);
        Assert.Empty(bench.Venue.Requests);
        var certificate = await bench.VerifyAsync(Hour);
        Assert.Equal((true, 3600L, 3600L), (certificate.Complete, certificate.Expected, certificate.Present));
    }

    [Fact]
    public async Task Fetches_exactly_the_ids_that_are_missing()
    {
        await using var bench = await StartAsync();
        List(bench, seconds: 3 * 3600);
        await bench.Store.Aggregates.WriteAggregateTradesAsync(
            Bitcoin, [.. bench.Venue.Trades.Where(trade => trade.Id is < 5000 or > 5009)]);

        var (outcome, progress) = await bench.RunAsync(Hour);

        Assert.Equal((true, 10), (outcome.IsComplete, progress.Items));
        Assert.Contains(bench.Venue.Requests, request => request.EndsWith("fromId=5000&limit=10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_published_files_of_old_and_new_layout()
    {
        await using var bench = await StartAsync();
        const string Folder = "/data/spot/daily/aggTrades/BTCUSDT/BTCUSDT-aggTrades-";
        bench.Venue.Publish(
            Folder + "2023-01-01.zip", ["1,100.50,0.5,1,1,1672531200000,True,True", "2,100.51,0.25,2,3,1672531201000,False,True"]);
        bench.Venue.Publish(
            Folder + "2023-01-02.zip",
            ["agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker", "3,100.52,0.5,4,4,1672617600000,true"]);

        var request = Hour with { Start = January, End = January.AddDays(2), Source = DownloadSource.Archive };
        await bench.RunAsync(request with { Start = January, End = January.AddHours(1) });
        var series = ArchiveSeries.AggTrades(futures: false, "BTCUSDT");
        await bench.Get<Downloader.Sources.TradeArchives>().FetchAsync(
            bench.Venue.Url, Bitcoin, [series.Day(January), series.Day(January.AddDays(1))], new DownloadProgress(TimeProvider.System), CancellationToken.None);

        var stored = await bench.Store.Aggregates.ReadAggregateTradesAsync(Bitcoin, new IdRange(1, 3)).ToArrayAsync();
        Assert.Equal([Side.Sell, Side.Buy, Side.Sell], stored.Select(trade => trade.Side));
        Assert.Equal([true, true, null], stored.Select(trade => trade.BestMatch));
    }

    [Fact]
    public async Task The_days_of_a_month_that_is_late_are_taken_one_by_one()
    {
        await using var bench = await StartAsync();
        const string Folder = "/data/spot/daily/aggTrades/BTCUSDT/BTCUSDT-aggTrades-";
        bench.Venue.Publish(Folder + "2023-01-01.zip", ["1,100.50,0.5,1,1,1672531200000,True,True"]);
        bench.Venue.Publish(Folder + "2023-01-02.zip", ["2,100.52,0.5,4,4,1672617600000,True,True"]);
        var series = ArchiveSeries.AggTrades(futures: false, "BTCUSDT");
        var plan = ArchivePlanner.Plan(
            series, [new MarketStore.TimeRange(January, January.AddMonths(1))], DownloadSource.Archive, January.AddDays(40));

        var fault = await bench.Get<Downloader.Sources.TradeArchives>().FetchAsync(
            bench.Venue.Url, Bitcoin, plan.Files, new DownloadProgress(TimeProvider.System), CancellationToken.None);

        Assert.Null(fault);
        Assert.Equal(
            [1L, 2L],
            (await bench.Store.Aggregates.ReadAggregateTradesAsync(Bitcoin, new IdRange(1, 3)).ToArrayAsync()).Select(trade => trade.Id));
        var read = await bench.Store.History.ArchivesAsync(
            "binance-spot", new MarketStore.TimeRange(January, January.AddMonths(1)), CancellationToken.None);
        Assert.Equal(
            [Folder + "2023-01-01.zip", Folder + "2023-01-02.zip"], read.Select(archive => archive.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task From_archives_alone_a_month_that_is_not_there_is_missing_and_asked_for_again(int status)
    {
        await using var bench = await StartAsync();
        const string Folder = "/data/spot/monthly/aggTrades/BTCUSDT/BTCUSDT-aggTrades-";
        bench.Venue.Publish(
            Folder + "2023-01.zip", ["1,100.50,0.5,1,1,1672531200000,True,True", "2,100.51,0.25,2,3,1672531201000,False,True"]);
        bench.Venue.Publish(Folder + "2023-02.zip", ["3,100.52,0.5,4,4,1675209600000,True,True"]);
        var both = Hour with { Start = January, End = January.AddMonths(2), Source = DownloadSource.Archive };
        await bench.RunAsync(both with { End = January.AddMonths(1) });
        bench.Venue.Fault(status);

        var (first, _) = await bench.RunAsync(both);
        var certificate = await bench.VerifyAsync(both);
        var (second, _) = await bench.RunAsync(both);
        bench.Venue.Requests.Clear();
        var (third, _) = await bench.RunAsync(both);

        Assert.Equal([new MissingRange(January.AddMonths(1), January.AddMonths(2), 0, MissingReason.NotFetched)], first.Missing);
        Assert.Equal(first.Missing, certificate.Missing);
        Assert.False(certificate.Complete);
        Assert.True((await bench.VerifyAsync(both)).Complete);
        Assert.Equal(status != 404, first.Fault?.Contains("2023-02.zip", StringComparison.Ordinal) ?? false);
        Assert.Equal((true, null), (second.IsComplete, second.Fault));
        Assert.True(third.IsComplete);
        Assert.Empty(bench.Venue.Requests);
    }

    private static void List(Workbench bench, int seconds) => bench.Venue.Trades.AddRange(Enumerable.Range(0, seconds).Select(second =>
        new AggregateTrade(second, 100.5m, 0.25m, second * 2L, second * 2L + 1, January.AddSeconds(second), second % 2 == 0 ? Side.Buy : Side.Sell, BestMatch: true)));
}
