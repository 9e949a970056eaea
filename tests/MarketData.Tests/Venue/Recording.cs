using System.Globalization;
using System.Text;
using System.Text.Json;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.MarketData.Tests.Venue;

/// <summary>The recorded spot session, read the slow and obvious way: an independent truth for what the service should have stored.</summary>
internal static class Recording
{
    public static IReadOnlyList<string> Frames { get; } = [.. FramesOf(RecordedData.SpotSession)];

    /// <summary>The session's REST snapshot of the book.</summary>
    public static string Snapshot { get; } = Frames.First(frame => frame.StartsWith("{\"lastUpdateId\"", StringComparison.Ordinal));

    public static IReadOnlyList<byte[]> StreamFrames { get; } =
        [.. Frames.Where(frame => frame.StartsWith("{\"stream\"", StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes)];

    public static IReadOnlyList<byte[]> TradeFrames { get; } =
        [.. Frames.Where(frame => frame.Contains("@trade\"", StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes)];

    public static IReadOnlyList<Trade> Trades { get; } = [.. TradeFrames.Select(frame => Trade(frame)!.Value)];

    /// <summary>The session's trades as the venue would have streamed them as aggregates, each of one trade.</summary>
    public static IReadOnlyList<byte[]> AggregateFrames { get; } =
    [
        .. TradeFrames.Select(frame => Encoding.UTF8.GetString(frame)).Select(frame => Encoding.UTF8.GetBytes(frame
            .Replace("@trade\"", "@aggTrade\"", StringComparison.Ordinal)
            .Replace("\"e\":\"trade\"", "\"e\":\"aggTrade\"", StringComparison.Ordinal)
            .Replace("\"t\":", "\"a\":", StringComparison.Ordinal))),
    ];

    /// <summary>The frames of a session whose lines are a time of receipt and a frame.</summary>
    public static IEnumerable<string> FramesOf(string session) =>
        RecordedData.Lines(session).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    public static Trade? Trade(byte[] frame)
    {
        using var json = JsonDocument.Parse(frame);
        var isTrade = json.RootElement.GetProperty("stream").GetString()!.EndsWith("@trade", StringComparison.Ordinal);
        if (!isTrade && !json.RootElement.GetProperty("stream").GetString()!.EndsWith("@aggTrade", StringComparison.Ordinal))
        {
            return null;
        }

        var data = json.RootElement.GetProperty("data");
        return new Trade(
            data.GetProperty(isTrade ? "t" : "a").GetInt64(),
            decimal.Parse(data.GetProperty("p").GetString()!, CultureInfo.InvariantCulture),
            decimal.Parse(data.GetProperty("q").GetString()!, CultureInfo.InvariantCulture),
            data.GetProperty("m").GetBoolean() ? Side.Sell : Side.Buy,
            DateTime.UnixEpoch.AddMilliseconds(data.GetProperty("T").GetInt64()),
            default);
    }

    /// <summary>Bars by grouping and decimal sums, nothing shared with the code under test but the interval's arithmetic.</summary>
    public static List<Bar> NaiveBars(IEnumerable<Trade> trades, BarInterval interval) =>
    [
        .. trades.OrderBy(trade => trade.TradeId).GroupBy(trade => interval.OpenOf(trade.ExchangeTime)).OrderBy(group => group.Key).Select(group =>
        {
            var buys = group.Where(trade => trade.Side == Side.Buy).ToList();
            return new Bar(
                group.Key,
                interval,
                group.First().Price,
                group.Max(trade => trade.Price),
                group.Min(trade => trade.Price),
                group.Last().Price,
                group.Sum(trade => trade.Quantity),
                group.Sum(trade => trade.Price * trade.Quantity),
                group.Count(),
                buys.Sum(trade => trade.Quantity),
                buys.Sum(trade => trade.Price * trade.Quantity),
                Closed: true,
                BarSource.Trades);
        }),
    ];
}
