using System.Globalization;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>
/// The rows of an archive, made from the same history and tape that REST serves. As published: spot files have no header
/// and microseconds from 2025 on, futures files have a header and milliseconds.
/// </summary>
internal sealed class ArchiveRows(Exchange exchange, KlineQuery klines)
{
    private const int Page = 1000;
    private static readonly long MicrosecondsFromUs = History.ToUs(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    public IEnumerable<string> Of(ArchiveName name, Market market)
    {
        var (fromUs, toUs) = (History.ToUs(name.From), History.ToUs(name.To) - 1);
        var rows = name.Kind switch
        {
            "klines" => Klines(market, name.Interval!.Value, fromUs, toUs),
            "aggTrades" => Aggregates(market, fromUs, toUs),
            "trades" => Trades(market, fromUs, toUs),
            "fundingRate" => Funding(market, fromUs, toUs),
            _ => Prices(market, name, fromUs, toUs),
        };
        return market.Spec.Kind == MarketKind.Spot ? rows : rows.Prepend(HeaderOf(name.Kind));
    }

    private static string HeaderOf(string kind) => kind switch
    {
        "aggTrades" => "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
        "trades" => "id,price,qty,quote_qty,time,is_buyer_maker",
        "fundingRate" => "calc_time,funding_interval_hours,last_funding_rate",
        _ => "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore",
    };

    private static string Number(long e8, int decimals)
    {
        var value = E8.ToDecimal(e8);
        return value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    private static string Quote(Int128 product, int decimals) => Number((long)(product / E8.One), decimals);

    private static long Stamp(MarketSpec spec, long timeUs) =>
        spec.Kind == MarketKind.Spot && timeUs >= MicrosecondsFromUs ? timeUs : timeUs / 1000;

    private IEnumerable<string> Klines(Market market, BarInterval interval, long fromUs, long toUs)
    {
        var spec = market.Spec;
        var (price, size) = (spec.PriceDecimals, spec.QuantityDecimals);
        var quote = spec.QuoteDecimals;
        for (var at = fromUs; at <= toUs;)
        {
            var page = klines.Read(market, interval, at, toUs, Page);
            foreach (var (c, recorded) in page)
            {
                if (recorded is not null)
                {
                    yield return recorded;
                    continue;
                }

                var closeUs = History.CloseOf(interval, c.OpenUs);
                var close = spec.Kind == MarketKind.Spot && c.OpenUs >= MicrosecondsFromUs ? closeUs - 1 : closeUs / 1000 - 1;
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Stamp(spec, c.OpenUs)},{Number(c.Open, price)},{Number(c.High, price)},{Number(c.Low, price)},"
                        + $"{Number(c.Close, price)},"
                        + $"{Number((long)c.Volume, size)},{close},{Quote(c.QuoteVolume, quote)},{c.Count},"
                        + $"{Number((long)c.TakerVolume, size)},{Quote(c.TakerQuoteVolume, quote)},0");
            }

            if (page.Count < Page)
            {
                yield break;
            }

            at = page[^1].Candle.OpenUs + 1;
        }
    }

    private IEnumerable<string> Trades(Market market, long fromUs, long toUs)
    {
        var (spec, decimals) = (market.Spec, market.Spec.Rules.IsSpot ? 8 : 4);
        var trades = Walk(
            TradeQuery.Between(exchange, market, fromUs, toUs, Page),
            toUs,
            t => t.TimeUs,
            t => TradeQuery.FromId(exchange, market, t.Id + 1, Page));
        return trades.Select(t => string.Create(
            CultureInfo.InvariantCulture,
            $"{t.Id},{Number(t.Price, spec.PriceDecimals)},{Number(t.Quantity, spec.QuantityDecimals)},"
                + $"{Quote(E8.Product(t.Price, t.Quantity), decimals)},{Stamp(spec, t.TimeUs)},{Maker(spec, t.BuyerIsMaker)}"));
    }

    private IEnumerable<string> Aggregates(Market market, long fromUs, long toUs)
    {
        var spec = market.Spec;
        var trades = Walk(
            TradeQuery.Aggregates(exchange, market, fromUs, toUs, Page), toUs, t => t.TimeUs,
            t => TradeQuery.AggregatesFromId(exchange, market, t.Id + 1, Page));
        return trades.Select(t => string.Create(
            CultureInfo.InvariantCulture,
            $"{t.Id},{Number(t.Price, spec.PriceDecimals)},{Number(t.Quantity, spec.QuantityDecimals)},"
                + $"{t.FirstId},{t.LastId},{Stamp(spec, t.TimeUs)},{Maker(spec, t.BuyerIsMaker)}"));
    }

    /// <summary>Page after page, up to the end.</summary>
    private static IEnumerable<T> Walk<T>(List<T> page, long toUs, Func<T, long> timeOf, Func<T, List<T>> next)
    {
        while (page.Count > 0)
        {
            foreach (var row in page.Where(row => timeOf(row) <= toUs))
            {
                yield return row;
            }

            page = timeOf(page[^1]) > toUs ? [] : next(page[^1]);
        }
    }

    /// <summary>Spot files say besides that the match was the best.</summary>
    private static string Maker(MarketSpec spec, bool buyerIsMaker) =>
        spec.Rules.IsSpot ? buyerIsMaker ? "True,True" : "False,True" : buyerIsMaker ? "true" : "false";

    private IEnumerable<string> Funding(Market market, long fromUs, long toUs)
    {
        var marks = exchange.MarksOf(market);
        var interval = marks.FundingIntervalUs;
        for (var at = (fromUs + interval - 1) / interval * interval; at <= toUs; at += interval)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{marks.FundingStampUs(at) / 1000},{marks.FundingIntervalHours},{Number(marks.FundingRate(at), 8)}");
        }
    }

    private IEnumerable<string> Prices(Market market, ArchiveName name, long fromUs, long toUs)
    {
        var marks = exchange.MarksOf(market);
        var series = name.Kind[0] switch { 'm' => PriceSeries.Mark, 'i' => PriceSeries.Index, _ => PriceSeries.Premium };
        var interval = name.Interval!.Value;
        var first = History.OpenOf(interval, fromUs);
        for (var at = first < fromUs ? History.CloseOf(interval, first) : first; at <= toUs; at = History.CloseOf(interval, at))
        {
            var c = marks.Of(series, interval, at, long.MaxValue - 1);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{at / 1000},{Number(c.Open, 8)},{Number(c.High, 8)},{Number(c.Low, 8)},{Number(c.Close, 8)},0,"
                    + $"{History.CloseOf(interval, at) / 1000 - 1},0,60,0,0,0");
        }
    }
}
