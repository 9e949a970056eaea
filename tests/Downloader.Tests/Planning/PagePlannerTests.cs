using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.MarketStore;

namespace Trading.Downloader.Tests.Planning;

public sealed class PagePlannerTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Pages_cover_the_range_without_overlap_and_the_last_one_is_short()
    {
        RestPage[] pages = [.. PagePlanner.Pages([new TimeRange(Start, Start.AddMinutes(1200))], BarInterval.OneMinute, 499)];

        Assert.Equal([499, 499, 202], pages.Select(page => page.Rows));
        Assert.Equal(Start, pages[0].From);
        Assert.Equal(pages[0].To, pages[1].From);
        Assert.Equal(Start.AddMinutes(1200), pages[^1].To);
    }

    [Fact]
    public void A_page_never_spans_two_holes() =>
        Assert.Equal(
            [1, 2],
            PagePlanner.Pages(
                [new TimeRange(Start, Start.AddHours(1)), new TimeRange(Start.AddHours(5), Start.AddHours(7))], BarInterval.OneHour, 1000).Select(page => page.Rows));

    [Fact]
    public void Months_are_counted_as_months()
    {
        Assert.True(BarInterval.TryParse("1M", out var month));
        var year = new TimeRange(Start, Start.AddYears(1));

        Assert.Equal(12, PagePlanner.Count(year, month));
        Assert.Equal([5, 5, 2], PagePlanner.Pages([year], month, 5).Select(page => page.Rows));
    }

    [Theory]
    [InlineData("1s", 86_400)]
    [InlineData("1m", 1440)]
    [InlineData("1h", 24)]
    [InlineData("1d", 1)]
    public void A_day_holds_as_many_bars_as_fit(string interval, int bars) =>
        Assert.Equal(bars, PagePlanner.Count(new TimeRange(Start, Start.AddDays(1)), BarInterval.Parse(interval)));

    [Fact]
    public void A_bar_that_opens_before_the_range_does_not_count()
    {
        Assert.Equal(1, PagePlanner.Count(new TimeRange(Start.AddMinutes(1), Start.AddHours(2)), BarInterval.OneHour));
        Assert.Equal(0, PagePlanner.Count(new TimeRange(Start.AddMinutes(1), Start.AddHours(1)), BarInterval.OneHour));
    }
}
