using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;

namespace Trading.AllInOne.Tests.SecondVenue;

/// <summary>
/// Frames such as <c>{"on":"prints","pair":"BTCUSDT","print":{"no":17,"px":"100.01","sz":"0.25","by":"buyer","ms":1723161255343}}</c>.
/// </summary>
internal sealed class HarborParser(SymbolTable symbols) : IFrameParser
{
    public FrameKind Parse(ReadOnlySpan<byte> frame, long receivedTicks, FrameBatch into)
    {
        var reader = new Utf8JsonReader(frame);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var symbol = symbols.Find(root.GetProperty("pair").GetString()!);
        switch (root.GetProperty("on").GetString())
        {
            case "prints":
                var print = root.GetProperty("print");
                into.Ticks.Add(new Tick(
                    symbol, print.GetProperty("no")
                        .GetInt64(), Fixed(print.GetProperty("px")), Fixed(print.GetProperty("sz")), Ticks(print), receivedTicks,
                    SideOf(print)));
                return FrameKind.Trade;
            case "top":
                var (bids, asks) = Sides(root.GetProperty("ladder"));
                into.Quotes.Add(new Quote(
                    symbol, root.GetProperty("ladder").GetProperty("seq")
                        .GetInt64(), bids[0].Price, bids[0].Quantity, asks[0].Price, asks[0].Quantity,
                    Ticks(root), receivedTicks));
                return FrameKind.BookTicker;
            default:
                var ladder = root.GetProperty("ladder");
                var sequence = ladder.GetProperty("seq").GetInt64();
                var (bid, ask) = Sides(ladder);
                into.Depths.Add(new DepthDiff(
                    symbol, sequence, sequence, PreviousId: -1, into.Levels.Count, bid.Length, ask.Length, Ticks(root), receivedTicks));
                into.Levels.AddRange(bid);
                into.Levels.AddRange(ask);
                return FrameKind.Depth;
        }
    }

    public static Side SideOf(JsonElement print) => print.GetProperty("by").GetString() == "buyer" ? Side.Buy : Side.Sell;

    public static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static long Fixed(JsonElement text) => (long)(Number(text) * Fixed8.One);

    private static long Ticks(JsonElement element) => DateTime.UnixEpoch.AddMilliseconds(element.GetProperty("ms").GetInt64()).Ticks;

    private static (BookLevel[] Bids, BookLevel[] Asks) Sides(JsonElement ladder) =>
        (Levels(ladder.GetProperty("bids")), Levels(ladder.GetProperty("asks")));

    private static BookLevel[] Levels(JsonElement side) =>
        [.. side.EnumerateArray().Select(level => new BookLevel(Fixed(level[0]), Fixed(level[1])))];
}
