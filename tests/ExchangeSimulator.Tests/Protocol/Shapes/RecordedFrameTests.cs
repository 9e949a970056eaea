using System.Text.Json;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Protocol.Shapes;

/// <summary>Frames of the simulator against recorded ones and, where no session holds any, against documented ones.</summary>
public sealed class RecordedFrameTests(SpotVenue venue) : IClassFixture<SpotVenue>
{
    private const string OlderSpotSession = "recordings/cryptofeed_BINANCE.ws.1.0.gz";

    private VenueHost Venue => venue.Host;

    [Theory]
    [InlineData(RecordedData.SpotSession, "trade", "/stream?streams=btcusdt@trade")]
    [InlineData(RecordedData.SpotSession, "bookTicker", "/stream?streams=btcusdt@bookTicker")]
    [InlineData(RecordedData.SpotSession, "depth@100ms", "/stream?streams=btcusdt@depth@100ms")]
    [InlineData(OlderSpotSession, "aggTrade", "/stream?streams=btcusdt@aggTrade")]
    [InlineData(OlderSpotSession, "kline_1m", "/stream?streams=btcusdt@kline_1m")]
    [InlineData(RecordedData.UsdmSession, "trade", "/market/stream?streams=btcusdt@trade")]
    [InlineData(RecordedData.UsdmSession, "bookTicker", "/public/stream?streams=btcusdt@bookTicker")]
    [InlineData(RecordedData.UsdmSession, "depth@0ms", "/public/stream?streams=btcusdt@depth@100ms")]
    public async Task Frames_have_the_names_order_and_types_of_recorded_ones(string session, string stream, string path)
    {
        var recorded = Recorded.Frame(session, stream);
        var made = await FrameAsync(path);

        Assert.Equal(JsonShape.Of(recorded), JsonShape.Of(made));
        Assert.Equal(NamesOf(recorded), NamesOf(made));
    }

    [Theory]
    [InlineData("Spot/ExchangeData/PartialBook", "/stream?streams=btcusdt@depth5@100ms")]
    [InlineData("Spot/ExchangeData/Ticker", "/stream?streams=btcusdt@ticker")]
    [InlineData("Spot/ExchangeData/MiniTicker", "/stream?streams=btcusdt@miniTicker")]
    [InlineData("UsdFutures/AggTrades", "/market/stream?streams=btcusdt@aggTrade")]
    [InlineData("UsdFutures/Klines", "/market/stream?streams=btcusdt@kline_1m")]
    [InlineData("UsdFutures/MarkPrice", "/market/stream?streams=btcusdt@markPrice@1s")]
    [InlineData("UsdFutures/Ticker", "/market/stream?streams=btcusdt@ticker")]
    [InlineData("UsdFutures/MiniTicker", "/market/stream?streams=btcusdt@miniTicker")]
    [InlineData("UsdFutures/PartialBook", "/public/stream?streams=btcusdt@depth5@100ms")]
    public async Task Frames_that_no_session_holds_have_the_names_and_types_of_documented_ones(string example, string path)
    {
        var made = JsonSerializer.Deserialize<JsonElement>(await FrameAsync(path));

        Assert.Equal(["stream", "data"], made.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonShape.Of(Recorded.ExampleEvent(example)), JsonShape.Of(made.GetProperty("data")));
    }

    private async Task<string> FrameAsync(string path)
    {
        using var socket = await Venue.ConnectAsync(path);
        return (await VenueHost.ReadAsync(socket, m => m.Count > 0 && !m[^1].Contains("[]", StringComparison.Ordinal)))[^1];
    }

    private static List<string> NamesOf(string frame) =>
        [.. JsonSerializer.Deserialize<JsonElement>(frame).GetProperty("data").EnumerateObject().Select(property => property.Name)];
}
