using System.Globalization;
using System.Text.Json;
using Trading.Exchanges.Books;
using Trading.Exchanges.Ticks;

namespace Trading.Exchanges.Tests.Books;

/// <summary>The obvious book: two sorted dictionaries of decimals, fed by a general JSON reader.</summary>
internal sealed class NaiveBook
{
    private long _lastId = -1;
    private List<string> _before = [];

    public SortedDictionary<decimal, decimal> Bids { get; } = new(Comparer<decimal>.Create((a, b) => b.CompareTo(a)));

    public SortedDictionary<decimal, decimal> Asks { get; } = [];

    public decimal BestBid => Bids.First().Key;

    public decimal BestAsk => Asks.First().Key;

    /// <summary>Starts from the body of a REST snapshot and the changes that came before it.</summary>
    public void Reset(string body)
    {
        using var json = JsonDocument.Parse(body);
        _lastId = json.RootElement.GetProperty("lastUpdateId").GetInt64();
        Set(Bids, json.RootElement.GetProperty("bids"));
        Set(Asks, json.RootElement.GetProperty("asks"));
        _before.ForEach(Apply);
        _before = [];
    }

    public void Apply(string frame)
    {
        if (_lastId < 0)
        {
            _before.Add(frame);
            return;
        }

        using var json = JsonDocument.Parse(frame);
        var data = json.RootElement.GetProperty("data");
        if (data.GetProperty("u").GetInt64() <= _lastId)
        {
            return;
        }

        Set(Bids, data.GetProperty("b"));
        Set(Asks, data.GetProperty("a"));
    }

    /// <summary>Best first, as the naive sides are sorted.</summary>
    public static IEnumerable<KeyValuePair<decimal, decimal>> LevelsOf(BookSide side) =>
        side.Top(side.Count).Select(level => KeyValuePair.Create(Fixed8.ToDecimal(level.Price), Fixed8.ToDecimal(level.Quantity)));

    private static void Set(SortedDictionary<decimal, decimal> side, JsonElement levels)
    {
        foreach (var level in levels.EnumerateArray())
        {
            var price = decimal.Parse(level[0].GetString()!, CultureInfo.InvariantCulture);
            var quantity = decimal.Parse(level[1].GetString()!, CultureInfo.InvariantCulture);
            if (quantity == 0)
            {
                side.Remove(price);
            }
            else
            {
                side[price] = quantity;
            }
        }
    }
}
