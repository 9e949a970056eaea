using System.Text;
using Trading.Contracts;
using Trading.WebConsole.Live;

namespace Trading.WebConsole.Tests.Live;

public sealed class TopicRegistryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly ChartKey Minute = new("BTCUSDT", BarInterval.OneMinute);
    private static readonly ChartKey Hour = new("BTCUSDT", BarInterval.OneHour);
    private readonly TopicRegistry _board = new(new ConsoleOptions { MaxStreams = 2 }, TimeProvider.System);

    [Fact]
    public async Task A_slow_reader_finds_the_newest_value_of_each_topic_once()
    {
        using var slow = _board.Open(null)!;
        for (var i = 0; i < 10_000; i++)
        {
            _board.Publish(Topics.Prices, FormattableString.Invariant($"{i}"));
        }

        _board.Publish(Topics.Orders, "[]");
        var values = await NextAsync(slow);
        Assert.Equal([Topics.Prices, Topics.Orders], values.Select(value => value.Topic));
        Assert.EndsWith("\"value\":9999}\n\n", values[0].Text, StringComparison.Ordinal);
        Assert.Empty(await NextAsync(slow));
    }

    [Fact]
    public async Task All_streams_send_the_same_bytes_of_a_value()
    {
        using var first = _board.Open(null)!;
        using var second = _board.Open(null)!;
        _board.Publish(Topics.Alerts, "[\n1\r\n]");
        var one = await first.NextAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
        var other = await second.NextAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(one!.Frame.Equals(other!.Frame), "the memory of the two frames differs");
        Assert.EndsWith("\"value\":[ 1  ]}\n\n", Encoding.UTF8.GetString(one.Frame.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_did_not_change_is_not_sent_again()
    {
        using var reader = _board.Open(null)!;
        _board.Publish(Topics.Orders, "[1]");
        Assert.Single(await NextAsync(reader));
        _board.Publish(Topics.Orders, "[1]");
        Assert.Empty(await NextAsync(reader));
    }

    [Fact]
    public async Task A_problem_is_told_and_so_is_its_end()
    {
        using var reader = _board.Open(null)!;
        _board.Publish(Topics.Orders, "[1]");
        await NextAsync(reader);
        _board.PublishProblem(Topics.Orders, "does not answer");
        Assert.Contains("\"problem\":\"does not answer\",\"value\":null", Assert.Single(await NextAsync(reader)).Text, StringComparison.Ordinal);
        _board.Publish(Topics.Orders, "[1]");
        Assert.Contains("\"problem\":null,\"value\":[1]", Assert.Single(await NextAsync(reader)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candles_go_only_to_those_who_look_at_that_chart()
    {
        using var minute = _board.Open(Minute)!;
        using var hour = _board.Open(Hour)!;
        Assert.Equal([Minute, Hour], _board.Charts());
        _board.Publish(Topics.Bars, "[]", Minute);
        Assert.Single(await NextAsync(minute));
        Assert.Empty(await NextAsync(hour));
    }

    [Fact]
    public void Refuses_more_streams_than_allowed_and_takes_one_when_another_leaves()
    {
        using var first = _board.Open(null);
        var second = _board.Open(null);
        Assert.Null(_board.Open(null));
        second!.Dispose();
        using var third = _board.Open(null);
        Assert.NotNull(third);
    }

    [Fact]
    public async Task A_new_reader_after_a_silence_gets_nothing_old()
    {
        using (var early = _board.Open(null)!)
        {
            _board.Publish(Topics.Prices, "1");
            Assert.True(_board.WatchedAsync(CancellationToken.None).IsCompleted);
        }

        Assert.False(_board.WatchedAsync(CancellationToken.None).IsCompleted);
        using var late = _board.Open(null)!;
        Assert.Empty(await NextAsync(late));
    }

    [Theory]
    [InlineData("BTCUSDT", "1m", true)]
    [InlineData("btcusdt_240927", "1M", true)]
    [InlineData("BTCUSDT", "7m", false)]
    [InlineData("../orders", "1m", false)]
    [InlineData("A?x=1", "1m", false)]
    [InlineData("", "1m", false)]
    [InlineData(null, "1m", false)]
    public void Only_real_symbols_and_intervals_become_a_chart(string? symbol, string interval, bool good) =>
        Assert.Equal(good, ChartKey.TryParse(symbol, interval, out _));

    /// <summary>All that is new to this reader, as the topics and the text of their events.</summary>
    private static async Task<List<(string Topic, string Text)>> NextAsync(LiveReader reader)
    {
        var values = new List<(string, string)>();
        while (await reader.NextAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken) is { } value)
        {
            values.Add((value.Topic, Encoding.UTF8.GetString(value.Frame.Span)));
        }

        return values;
    }
}
