using System.Text;
using System.Text.Json.Nodes;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Parsing;

public sealed class ExchangeInfoParserTests
{
    private const string Body =
        """
        {"serverTime":1700000000000,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000}],
        "symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[
        {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},
        {"filterType":"NOTIONAL","minNotional":"5.00000000","maxNotional":"9000000.00000000"}]}]}
        """;

    // The last is a time beyond every calendar.
    private static readonly string[] Others = ["null", "true", "7", "-0.5", "\"seven\"", "[]", "{}", "[[1]]", "9223372036854775807"];

    [Fact]
    public void Limits_and_filters_are_read()
    {
        var info = Parse(Body);
        var instrument = Assert.Single(info.Instruments);
        Assert.Equal((6000, 0.01m, 5m, true), (info.WeightPerMinute, instrument.TickSize, instrument.MinNotional, instrument.IsTrading));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html>502</html>")]
    public void What_is_no_exchangeInfo_is_a_format_error(string body) => Assert.Throws<FormatException>(() => Parse(body));

    [Fact]
    public void With_any_value_of_another_kind_or_missing_it_is_read_or_a_format_error()
    {
        var refused = 0;
        foreach (var path in Paths(JsonNode.Parse(Body)!))
        {
            foreach (var other in Others.Append(null))
            {
                var body = JsonNode.Parse(Body)!;
                Replace(body, path, other);
                try
                {
                    _ = Parse(body.ToJsonString());
                }
                catch (FormatException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 50, 1000);
    }

    private static ExchangeInfo Parse(string body) => ExchangeInfoParser.Parse(Encoding.UTF8.GetBytes(body), "binance-spot");

    private static IEnumerable<object[]> Paths(JsonNode node, params object[] at)
    {
        var children = node switch
        {
            JsonObject map => map.Select(pair => (Key: (object)pair.Key, pair.Value)),
            JsonArray list => list.Select((item, index) => (Key: (object)index, Value: item)),
            _ => [],
        };
        return children.ToList().SelectMany(child => new[] { (object[])[.. at, child.Key] }.Concat(Paths(child.Value!, [.. at, child.Key])));
    }

    /// <param name="json">Null: taken away.</param>
    private static void Replace(JsonNode body, object[] path, string? json)
    {
        var parent = path[..^1].Aggregate(body, (node, key) => key is int index ? node[index]! : node[(string)key]!);
        var value = json is null ? null : JsonNode.Parse(json);
        switch (parent, path[^1])
        {
            case (JsonObject map, string name) when json is null:
                map.Remove(name);
                break;
            case (JsonArray list, int index) when json is null:
                list.RemoveAt(index);
                break;
            case (JsonArray list, int index):
                list[index] = value;
                break;
            case (_, string name):
                parent[name] = value;
                break;
        }
    }
}
