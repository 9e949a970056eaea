using Trading.Contracts;

namespace Trading.MarketData.Tests.Windows;

/// <summary>Bars of windows by lists, grouping and decimal sums: nothing shared with the code under test.</summary>
internal static class NaiveWindows
{
    public static List<WindowBar> Sliding(string code, IEnumerable<Trade> trades, TimeSpan length, TimeSpan step)
    {
        var all = trades.ToList();
        var bars = new List<WindowBar>();
        var firstOpen = new DateTime(all.Min(trade => trade.ExchangeTime).Ticks / step.Ticks * step.Ticks, DateTimeKind.Utc) - length + step;
        for (var open = firstOpen; open <= all.Max(trade => trade.ExchangeTime); open += step)
        {
            var inside = all.Where(trade => trade.ExchangeTime >= open && trade.ExchangeTime < open + length).ToList();
            if (inside.Count > 0)
            {
                bars.Add(Bar(code, (open - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, 0, inside) with { OpenTime = open, CloseTime = open + length });
            }
        }

        return bars;
    }

    public static List<WindowBar> Session(string code, IEnumerable<Trade> trades, TimeSpan gap) =>
        Cut(code, trades, (inside, next) => next.ExchangeTime - inside[^1].ExchangeTime >= gap, _ => false);

    public static List<WindowBar> Ticks(string code, IEnumerable<Trade> trades, long size) =>
        [.. trades.OrderBy(trade => trade.TradeId).GroupBy(trade => trade.TradeId / size).Select(group => Bar(code, group.Key * size, group.Key * size + size - 1, [.. group]))];

    public static List<WindowBar> Volume(string code, IEnumerable<Trade> trades, decimal size) =>
        Cut(code, trades, NextDay, inside => inside.Sum(trade => trade.Quantity) >= size);

    public static List<WindowBar> Dollar(string code, IEnumerable<Trade> trades, decimal size) =>
        Cut(code, trades, NextDay, inside => inside.Sum(trade => trade.Quantity * trade.Price) >= size);

    private static bool NextDay(List<Trade> inside, Trade next) => next.ExchangeTime.Date > inside[^1].ExchangeTime.Date;

    private static List<WindowBar> Cut(string code, IEnumerable<Trade> trades, Func<List<Trade>, Trade, bool> before, Func<List<Trade>, bool> after)
    {
        var bars = new List<WindowBar>();
        var inside = new List<Trade>();
        foreach (var trade in trades.OrderBy(trade => trade.TradeId))
        {
            if (inside.Count > 0 && before(inside, trade))
            {
                bars.Add(Bar(code, inside[0].TradeId, inside[^1].TradeId, inside));
                inside = [];
            }

            inside.Add(trade);
            if (after(inside))
            {
                bars.Add(Bar(code, inside[0].TradeId, inside[^1].TradeId, inside));
                inside = [];
            }
        }

        if (inside.Count > 0)
        {
            bars.Add(Bar(code, inside[0].TradeId, inside[^1].TradeId, inside) with { Closed = false });
        }

        return bars;
    }

    private static WindowBar Bar(string code, long position, long lastId, List<Trade> inside)
    {
        var buys = inside.Where(trade => trade.Side == Side.Buy).ToList();
        return new WindowBar(
            code,
            position,
            lastId,
            inside[0].ExchangeTime,
            inside[^1].ExchangeTime,
            inside[0].Price,
            inside.Max(trade => trade.Price),
            inside.Min(trade => trade.Price),
            inside[^1].Price,
            inside.Sum(trade => trade.Quantity),
            inside.Sum(trade => trade.Price * trade.Quantity),
            inside.Count,
            buys.Sum(trade => trade.Quantity),
            buys.Sum(trade => trade.Price * trade.Quantity),
            Closed: true);
    }
}
