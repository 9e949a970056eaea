using System.Text.Json;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Protocol.Shapes;

/// <summary>The rules of a symbol, filter by filter: an older exchangeInfo lacks the newer filters, but never a field of one that it has.</summary>
public sealed class FilterShapeTests(SpotVenue venue) : IClassFixture<SpotVenue>
{
    [Fact]
    public async Task Spot_filters_have_the_fields_of_recorded_ones()
    {
        var recorded = RecordedData.Lines("recordings/cryptofeed_BINANCE.0.gz").First();
        var known = Filters(JsonSerializer.Deserialize<JsonElement>(recorded[recorded.IndexOf('{', StringComparison.Ordinal)..]));
        var made = Filters(await venue.Host.GetAsync("/api/v3/exchangeInfo"));

        Assert.Equal(["LOT_SIZE", "MARKET_LOT_SIZE", "MAX_NUM_ALGO_ORDERS", "MAX_NUM_ORDERS", "PRICE_FILTER"], made.Keys.Intersect(known.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(made.Where(filter => known.ContainsKey(filter.Key)), filter => Assert.Equal(known[filter.Key], filter.Value));
    }

    [Fact]
    public async Task Usdm_filters_are_the_documented_ones_with_their_fields()
    {
        var documented = Filters(JsonSerializer.Deserialize<JsonElement>(Recorded.Example("UsdFutures/ExchangeData/GetExchangeInfo")));
        var made = Filters(await venue.Host.GetAsync("/fapi/v1/exchangeInfo"));

        Assert.Equal(documented.Keys.Order(StringComparer.Ordinal), made.Keys.Order(StringComparer.Ordinal));
        Assert.All(made, filter => Assert.Equal(documented[filter.Key], filter.Value));
    }

    /// <summary>Fields by the filter's name, over all symbols: each symbol lists the filters that it has.</summary>
    private static Dictionary<string, SortedSet<string>> Filters(JsonElement info)
    {
        Dictionary<string, SortedSet<string>> filters = new(StringComparer.Ordinal);
        foreach (var filter in info.GetProperty("symbols").EnumerateArray().SelectMany(symbol => symbol.GetProperty("filters").EnumerateArray()))
        {
            filters.TryAdd(filter.GetProperty("filterType").GetString()!, JsonShape.Of(filter));
        }

        return filters;
    }
}
