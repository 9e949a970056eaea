using System.Text.Json;

namespace Trading.Contracts.Tests;

public sealed class BarIntervalTests
{
    private static readonly DateTime Time = new(2024, 8, 8, 23, 59, 59, 999, DateTimeKind.Utc);

    [Theory]
    [InlineData("1s", "2024-08-08T23:59:59Z", "2024-08-09T00:00:00Z")]
    [InlineData("1m", "2024-08-08T23:59:00Z", "2024-08-09T00:00:00Z")]
    [InlineData("15m", "2024-08-08T23:45:00Z", "2024-08-09T00:00:00Z")]
    [InlineData("4h", "2024-08-08T20:00:00Z", "2024-08-09T00:00:00Z")]
    [InlineData("1d", "2024-08-08T00:00:00Z", "2024-08-09T00:00:00Z")]
    [InlineData("1w", "2024-08-05T00:00:00Z", "2024-08-12T00:00:00Z")]
    [InlineData("1M", "2024-08-01T00:00:00Z", "2024-09-01T00:00:00Z")]
    public void Opens_at_the_aligned_start_and_closes_where_the_next_opens(string code, string open, string close)
    {
        var interval = BarInterval.Parse(code);

        var opened = interval.OpenOf(Time);

        Assert.Equal(Utc(open), opened);
        Assert.Equal(DateTimeKind.Utc, opened.Kind);
        Assert.Equal(Utc(close), interval.CloseOf(opened));
    }

    [Fact]
    public void What_is_said_of_a_code_that_is_none_names_those_that_are()
    {
        const string Allowed = "use one of 1s, 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d, 3d, 1w, 1M.";
        Assert.Equal("'9m' is not a bar interval; " + Allowed, BarInterval.Problem("9m"));
        Assert.Equal("A bar interval is needed; " + Allowed, BarInterval.Problem(null));
        Assert.Contains(Allowed, Assert.Throws<FormatException>(() => BarInterval.Parse("9m")).Message, StringComparison.Ordinal);
        var fault = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<BarInterval>("\"9m\""));
        Assert.Contains(Allowed, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1h", "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z", 744)]
    [InlineData("1h", "2024-01-01T00:01:00Z", "2024-01-01T01:00:00Z", 0)]
    [InlineData("1h", "2024-01-01T00:01:00Z", "2024-01-01T01:00:01Z", 1)]
    [InlineData("1w", "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z", 5)]
    [InlineData("1M", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", 12)]
    public void Counts_the_open_times_of_a_range(string code, string from, string to, long bars) =>
        Assert.Equal(bars, BarInterval.Parse(code).Count(Utc(from), Utc(to)));

    [Fact]
    public void Holds_every_time_between_its_open_and_its_close_also_before_the_epoch()
    {
        var random = new Random(20240808);
        for (var i = 0; i < 10_000; i++)
        {
            var time = DateTime.UnixEpoch.AddTicks(random.NextInt64(-TimeSpan.TicksPerDay * 3650, TimeSpan.TicksPerDay * 36500));
            foreach (var interval in BarInterval.All)
            {
                var open = interval.OpenOf(time);
                Assert.True(open <= time && time < interval.CloseOf(open), $"{interval} at {time:O} opened {open:O}");
                Assert.Equal(open, interval.OpenOf(open));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("7m")]
    [InlineData("1H")]
    [InlineData(null)]
    public void Refuses_what_no_venue_knows(string? code) => Assert.False(BarInterval.TryParse(code, out _));

    [Fact]
    public void Tells_a_minute_from_a_month_by_case()
    {
        Assert.Equal(BarInterval.OneMinute, BarInterval.Parse("1m"));
        Assert.True(BarInterval.Parse("1M").IsMonth);
        Assert.Equal(BarInterval.OneMinute, default);
    }

    [Fact]
    public void Orders_by_length()
    {
        Assert.Equal(
            ["1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1M"],
            BarInterval.All.Select(interval => interval.Code));
    }

    [Fact]
    public void Travels_in_json_as_its_code()
    {
        Assert.Equal("\"15m\"", JsonSerializer.Serialize(BarInterval.Parse("15m")));
        Assert.Equal(BarInterval.Parse("1M"), JsonSerializer.Deserialize<BarInterval>("\"1M\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<BarInterval>("\"9m\""));
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
