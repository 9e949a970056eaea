using System.Globalization;
using System.Text;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.Testing;

namespace Trading.Exchanges.Tests.Parsing;

public sealed class FrameParserTests
{
    private const string Spot = """{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":3735683259,"p":"61837.63000000","q":"0.02000000","T":1723161255342,"m":true,"M":true}}""";
    private const string Ticker = """{"stream":"btcusdt@bookTicker","data":{"u":50093239212,"s":"BTCUSDT","b":"61837.63000000","B":"3.78826000","a":"61837.64000000","A":"1.54698000"}}""";

    private readonly FrameParser _parser = new(new SymbolTable(["ETHUSDT", "BTCUSDT"]));
    private readonly FrameBatch _batch = new();

    [Fact]
    public void Reads_a_combined_trade()
    {
        Assert.Equal(FrameKind.Trade, Parse(Spot));
        var tick = Assert.Single(_batch.Ticks.Items.ToArray());
        Assert.Equal(new Tick(1, 3735683259, 6_183_763_000_000, 2_000_000, Time(1723161255342), 42, Side.Sell), tick);
        Assert.Equal(61837.63m, tick.ToTrade().Price);
        Assert.Equal(0.02m, tick.ToTrade().Quantity);
    }

    [Fact]
    public void Reads_raw_frames_whose_members_come_in_any_order_with_white_space_and_strangers()
    {
        Assert.Equal(FrameKind.Trade, Parse(""" { "q" : "1.5" , "x":{"y":[1,"\"]",null]}, "m":false, "t": 7, "s":"ETHUSDT","p":"2","T":1723161255342000,"E":1723161255342001 , "e":"trade" } """));
        var tick = _batch.Ticks[0];
        Assert.Equal((0, 7L, 200_000_000L, 150_000_000L, Side.Buy), (tick.Symbol, tick.TradeId, tick.Price, tick.Quantity, tick.Side));
        Assert.Equal(Time(1723161255342), tick.ExchangeTicks);
    }

    [Fact]
    public void Takes_aggregates_or_single_trades_as_the_trade_feed_and_steps_over_the_others()
    {
        const string Aggregate = """{"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1723161255343,"a":26129,"s":"BTCUSDT","p":"0.01633102","q":"4.70443515","f":27781,"l":27790,"T":1723161255342,"m":false}}""";
        var aggregates = new FrameParser(new SymbolTable(["ETHUSDT", "BTCUSDT"]), aggregates: true);
        Assert.Equal(FrameKind.Trade, aggregates.Parse(Encoding.UTF8.GetBytes(Aggregate), 42, _batch));
        Assert.Equal(new Tick(1, 26129, 1_633_102, 470_443_515, Time(1723161255342), 42, Side.Buy), _batch.Ticks[0]);
        Assert.Equal(FrameKind.Ignored, aggregates.Parse(Encoding.UTF8.GetBytes(Spot), 42, _batch));
        Assert.Equal(FrameKind.Ignored, Parse(Aggregate));
        Assert.Equal(1, _batch.Ticks.Count);
    }

    [Fact]
    public void An_id_without_a_trade_behind_it_is_taken_as_such()
    {
        Assert.Equal(FrameKind.Trade, Parse("""{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"T":1723161255342,"s":"BTCUSDT","t":5266583935,"p":"0","q":"0","X":"NA","m":false}}"""));
        Assert.True(_batch.Ticks[0].IsVoid);
        Assert.Equal(5266583935, _batch.Ticks[0].TradeId);
    }

    [Theory]
    [InlineData("0.00038167", 38_167L)]
    [InlineData("-0.00002500", -2_500L)]
    [InlineData("", null)]
    public void Reads_a_mark_price_with_its_funding(string rate, long? expected)
    {
        Assert.Equal(FrameKind.MarkPrice, Parse($$$"""{"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":1723161255343,"s":"BTCUSDT","p":"61794.15000000","i":"61784.62659091","P":"61784.25641265","r":"{{{rate}}}","T":1723161600000}}"""));
        Assert.Equal(
            new MarkPrice(1, 6_179_415_000_000, 6_178_462_659_091, expected, Time(1723161600000), Time(1723161255343), 42),
            _batch.Marks[0]);
    }

    [Fact]
    public void Reads_a_spot_book_ticker_which_names_no_kind_and_no_time()
    {
        Assert.Equal(FrameKind.BookTicker, Parse(Ticker));
        Assert.Equal(FrameKind.BookTicker, Parse(Ticker[Ticker.IndexOf("{\"u\"", StringComparison.Ordinal)..^1]));
        Assert.Equal(_batch.Quotes[0], _batch.Quotes[1]);
        Assert.Equal(new Quote(1, 50093239212, 6_183_763_000_000, 378_826_000, 6_183_764_000_000, 154_698_000, 0, 42), _batch.Quotes[0]);
    }

    [Theory]
    [InlineData("""{"result":null,"id":1}""", FrameKind.Reply)]
    [InlineData("""{"error":{"code":2,"msg":"x"},"id":1}""", FrameKind.Reply)]
    [InlineData("""{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1}}""", FrameKind.ServerShutdown)]
    [InlineData("""{"stream":"!replayEnded","data":{"e":"replayEnded","E":1}}""", FrameKind.ReplayEnded)]
    [InlineData("""{"stream":"solusdt@trade","data":{"e":"trade","E":1723161255343,"s":"SOLUSDT","t":1,"p":"1","q":"1","T":1723161255342,"m":true}}""", FrameKind.Ignored)]
    [InlineData("", FrameKind.Malformed)]
    [InlineData("null", FrameKind.Malformed)]
    [InlineData("{", FrameKind.Malformed)]
    [InlineData("""{"e":"trade"}""", FrameKind.Malformed)]
    [InlineData("""{"stream":"btcusdt@trade","data":[]}""", FrameKind.Malformed)]
    public void Knows_what_else_a_frame_may_be(string frame, FrameKind kind)
    {
        Assert.Equal(kind, Parse(frame));
        Assert.True(_batch.IsEmpty);
    }

    [Theory]
    [InlineData("\"p\":\"61837.63000000\"", "\"p\":\"0.00000000\"")]
    [InlineData("\"q\":\"0.02000000\"", "\"q\":\"0.00000000\"")]
    [InlineData("\"p\":\"61837.63000000\"", "\"p\":\"-1.0\"")]
    [InlineData("\"p\":\"61837.63000000\"", "\"p\":\"61837.630000001\"")]
    [InlineData("\"p\":\"61837.63000000\"", "\"p\":\"99999999999999.0\"")]
    [InlineData("\"p\":\"61837.63000000\"", "\"p\":61837.63")]
    [InlineData("\"p\":\"61837.63000000\"", "\"p\":\"6e4\"")]
    [InlineData("\"q\":\"0.02000000\"", "\"q\":\"\"")]
    [InlineData("\"t\":3735683259", "\"t\":-1")]
    [InlineData("\"t\":3735683259", "\"t\":3735683259373568325937356832593735683259")]
    [InlineData("\"t\":3735683259,", "")]
    [InlineData("\"T\":1723161255342", "\"T\":1723461255342")]
    [InlineData("\"T\":1723161255342", "\"T\":0")]
    [InlineData("true,\"M\"", "maybe,\"M\"")]
    [InlineData("}}", "}")]
    [InlineData("}}", "}}}")]
    public void Refuses_what_is_out_of_range_or_broken_and_takes_nothing_of_it(string from, string to)
    {
        var frame = Spot.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Spot, frame);
        Assert.Equal(FrameKind.Malformed, Parse(frame));
        Assert.True(_batch.IsEmpty);
    }

    [Fact]
    public void Cut_anywhere_a_frame_is_malformed()
    {
        for (var length = 0; length < Spot.Length; length++)
        {
            Assert.Equal(FrameKind.Malformed, Parse(Spot[..length]));
        }

        Assert.True(_batch.IsEmpty);
    }

    [Theory]
    [InlineData(RecordedData.SpotSession)]
    [InlineData(RecordedData.UsdmSession)]
    public void Agrees_with_a_general_json_reader_on_every_recorded_frame(string recording)
    {
        var seen = 0;
        foreach (var line in RecordedData.Lines(recording))
        {
            var frame = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            if (!frame.StartsWith("{\"stream\"", StringComparison.Ordinal))
            {
                continue;
            }

            _batch.Clear();
            var kind = Parse(frame);
            using var json = JsonDocument.Parse(frame);
            var data = json.RootElement.GetProperty("data");
            switch (json.RootElement.GetProperty("stream").GetString()!.Split('@')[1])
            {
                case "trade":
                    Assert.Equal(FrameKind.Trade, kind);
                    Assert.Equal(Trade(data), _batch.Ticks[0].ToTrade() with { ReceivedTime = default });
                    break;
                case "bookTicker":
                    Assert.Equal(FrameKind.BookTicker, kind);
                    Assert.Equal(Number(data, "b"), Fixed8.ToDecimal(_batch.Quotes[0].BidPrice));
                    Assert.Equal(Number(data, "B"), Fixed8.ToDecimal(_batch.Quotes[0].BidQuantity));
                    Assert.Equal(Number(data, "a"), Fixed8.ToDecimal(_batch.Quotes[0].AskPrice));
                    Assert.Equal(Number(data, "A"), Fixed8.ToDecimal(_batch.Quotes[0].AskQuantity));
                    break;
                default:
                    Assert.NotEqual(FrameKind.Malformed, kind);
                    break;
            }

            seen++;
        }

        Assert.True(seen > 40_000, $"Only {seen} frames.");
    }

    private static Trade Trade(JsonElement data) => new(
        data.GetProperty("t").GetInt64(),
        Number(data, "p"),
        Number(data, "q"),
        data.GetProperty("m").GetBoolean() ? Side.Sell : Side.Buy,
        DateTime.UnixEpoch.AddMilliseconds(data.GetProperty("T").GetInt64()),
        default);

    private static decimal Number(JsonElement data, string name) => decimal.Parse(data.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static long Time(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds).Ticks;

    private FrameKind Parse(string frame) => _parser.Parse(Encoding.UTF8.GetBytes(frame), 42, _batch);
}
