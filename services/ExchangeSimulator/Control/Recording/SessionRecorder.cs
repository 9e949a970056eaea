using System.Globalization;
using System.Text;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Control.Recording;

/// <summary>
/// Writes the generated tape of some spot symbols as a recorded session, in the layout that <see cref="Replay.RecordedFile"/> reads: for
/// each
/// symbol a depth snapshot, then trades, best prices and depth changes as their streams send them. The same arguments give the same text.
/// </summary>
internal sealed class SessionRecorder
{
    /// <summary>When every written session begins, UTC.</summary>
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private const int StepMs = 10;

    // A session is a sample: a deep book would be most of its bytes.
    private const int BookLevels = 50;

    private readonly StreamHub _hub = new();
    private readonly List<GeneratedMarket> _markets;

    public SessionRecorder(IReadOnlyList<string> symbols, long seed, double ordersPerSecond)
    {
        _markets = [.. symbols.Select(symbol => Open(MarketSpec.Of(MarketKind.Spot, symbol), Mixer.SeedOf(seed, symbol), ordersPerSecond))];
    }

    /// <returns>The number of messages.</returns>
    public long Write(Stream output, TimeSpan length)
    {
        var timeUs = History.ToUs(Start);
        foreach (var market in _markets)
        {
            // The snapshot is that of the stream, with the symbol before.
            DepthFrames.WritePartial(_hub.Json, market, symbol: default, BookLevels, timeUs / 1000);
            WriteLine(output, timeUs, [.. Encoding.ASCII.GetBytes($"{{\"s\":\"{market.Spec.Symbol}\","), .. _hub.Json.Written[1..]]);
        }

        var count = (long)_markets.Count;
        for (var end = timeUs + (long)length.TotalMicroseconds; timeUs < end;)
        {
            timeUs += StepMs * 1000;
            _markets.ForEach(market => market.Step());
            foreach (var frame in _hub.Combined)
            {
                WriteLine(output, timeUs, WebSocketFrame.PayloadOf(frame.Block.Bytes.AsSpan(frame.Offset, frame.Length)));
                count++;
            }

            _hub.Flush();
        }

        return count;
    }

    private GeneratedMarket Open(MarketSpec spec, ulong seed, double ordersPerSecond)
    {
        var startUs = History.ToUs(Start);
        var settlement = new SpotSettlement(new SpotAccount(0, 0), spec.BaseAsset, spec.QuoteAsset);
        var market = new GeneratedMarket(
            spec, seed, new History(spec, seed, ordersPerSecond, startUs, endId: null), startUs, [], ordersPerSecond, StepMs, BookLevels,
            retainedTrades: 1, report: _ => { }, settlement);
        _ = new MarketFrames(_hub, market, marks: null);
        market.Open();
        var topics = new MarketTopics(_hub, market);
        foreach (var topic in (Topic[])[topics.Trade, topics.BookTicker, topics.Diffs[0][0]])
        {
            topic.CombinedSubscribers = 1;
        }

        market.Book.Diffs[0].Activate(true, market.Book.UpdateId);
        return market;
    }

    private static void WriteLine(Stream output, long timeUs, ReadOnlySpan<byte> message)
    {
        Span<byte> time = stackalloc byte[24];
        (timeUs * 1000).TryFormat(time, out var written, default, CultureInfo.InvariantCulture);
        time[written] = (byte)' ';
        output.Write(time[..(written + 1)]);
        output.Write(message);
        output.WriteByte((byte)'\n');
    }
}
