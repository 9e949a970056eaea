using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.MarketStore;

namespace Trading.Downloader.Tests.Planning;

public sealed class ArchivePlannerTests
{
    private static readonly ArchiveSeries Series = ArchiveSeries.Bars(futures: false, BarSeries.Last, "BTCUSDT", BarInterval.OneMinute);
    private static readonly DateTime Now = Utc(2024, 3, 20, 12);

    [Fact]
    public void Whole_months_come_as_monthly_files_whole_days_as_daily_ones_the_tail_over_rest()
    {
        var plan = ArchivePlanner.Plan(Series, [new TimeRange(Utc(2024, 1, 1), Now)], DownloadSource.Auto, Now);

        Assert.Equal("/data/spot/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2024-01.zip", plan.Files[0].Path);
        Assert.Equal("/data/spot/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2024-02.zip", plan.Files[1].Path);
        Assert.Equal("/data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2024-03-01.zip", plan.Files[2].Path);
        Assert.Equal(Utc(2024, 3, 19), plan.Files[^1].Range.From);
        Assert.Equal(2 + 19, plan.Files.Count);
        Assert.StartsWith("2 monthly archives and 19 daily archives for the bulk", plan.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_is_published_on_the_first_monday_of_the_next()
    {
        Assert.False(ArchiveSeries.MonthIsPublished(Utc(2024, 2, 1), Utc(2024, 3, 3, 23)));
        Assert.True(ArchiveSeries.MonthIsPublished(Utc(2024, 2, 1), Utc(2024, 3, 4, 9)));
    }

    [Fact]
    public void The_newest_month_may_be_late_and_has_its_days_as_a_replacement()
    {
        var plan = ArchivePlanner.Plan(Series, [new TimeRange(Utc(2024, 1, 1), Utc(2024, 2, 28))], DownloadSource.Auto, Now);

        Assert.Empty(plan.Files[0].Days);
        Assert.Equal("/data/spot/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2024-02.zip", plan.Files[1].Path);
        Assert.Equal((Utc(2024, 2, 1), Utc(2024, 2, 28), 27), (plan.Files[1].Days[0].Range.From, plan.Files[1].Days[^1].Range.To, plan.Files[1].Days.Count));
        Assert.Equal("2 monthly archives for the bulk (they cost no weight), REST for what they do not hold", plan.Why);
    }

    [Fact]
    public void A_small_hole_is_left_to_rest()
    {
        var plan = ArchivePlanner.Plan(Series, [new TimeRange(Utc(2024, 1, 5), Utc(2024, 1, 5, 3))], DownloadSource.Auto, Now);

        Assert.Empty(plan.Files);
        Assert.Contains("REST", plan.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Asked_for_archives_it_takes_every_file_that_touches_a_hole() =>
        Assert.Single(ArchivePlanner.Plan(Series, [new TimeRange(Utc(2024, 1, 5), Utc(2024, 1, 5, 3))], DownloadSource.Archive, Now).Files);

    [Fact]
    public void Funding_is_published_by_the_month_alone()
    {
        var plan = ArchivePlanner.Plan(ArchiveSeries.Funding("BTCUSDT"), [new TimeRange(Utc(2024, 1, 1), Now)], DownloadSource.Archive, Now);

        Assert.Equal(
            ["/data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-01.zip", "/data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-02.zip"],
            plan.Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData(BarSeries.Last, "1M", "/data/futures/um/monthly/klines/BTCUSDT/1mo/BTCUSDT-1mo-2024-01.zip")]
    [InlineData(BarSeries.Mark, "1h", "/data/futures/um/monthly/markPriceKlines/BTCUSDT/1h/BTCUSDT-1h-2024-01.zip")]
    public void Futures_have_a_folder_of_their_own(BarSeries series, string interval, string path) =>
        Assert.Equal(path, ArchiveSeries.Bars(futures: true, series, "BTCUSDT", BarInterval.Parse(interval)).Month(Utc(2024, 1, 1)).Path);

    private static DateTime Utc(int year, int month, int day, int hour = 0) => new(year, month, day, hour, 0, 0, DateTimeKind.Utc);
}
