using NpgsqlTypes;
using Trading.Contracts;
using Trading.MarketStore.Bulk;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Bars;

internal static class BarTables
{
    private const string Values =
        "open, high, low, close, volume, quote_volume, trade_count, taker_buy_volume, taker_buy_quote_volume, closed, revision";

    private static readonly Dictionary<BarSeries, FactTable<Bar>> Series =
        Enum.GetValues<BarSeries>().ToDictionary(series => series, Table);

    public static FactTable<WindowBar> Windows { get; } = new(
        "window_bars",
        Keep(
            "window_code, position",
            $"last_id, open_time, close_time, {Values}"),
        new FactColumn<WindowBar, string>("window_code", NpgsqlDbType.Text, static (in bar) => bar.Window),
        new FactColumn<WindowBar, long>("position", NpgsqlDbType.Bigint, static (in bar) => bar.Position),
        new FactColumn<WindowBar, long>("last_id", NpgsqlDbType.Bigint, static (in bar) => bar.LastId),
        new FactColumn<WindowBar, DateTime>("open_time", NpgsqlDbType.TimestampTz, static (in bar) => bar.OpenTime),
        new FactColumn<WindowBar, DateTime>("close_time", NpgsqlDbType.TimestampTz, static (in bar) => bar.CloseTime),
        new FactColumn<WindowBar, decimal>("open", NpgsqlDbType.Numeric, static (in bar) => bar.Open),
        new FactColumn<WindowBar, decimal>("high", NpgsqlDbType.Numeric, static (in bar) => bar.High),
        new FactColumn<WindowBar, decimal>("low", NpgsqlDbType.Numeric, static (in bar) => bar.Low),
        new FactColumn<WindowBar, decimal>("close", NpgsqlDbType.Numeric, static (in bar) => bar.Close),
        new FactColumn<WindowBar, decimal>("volume", NpgsqlDbType.Numeric, static (in bar) => bar.Volume),
        new FactColumn<WindowBar, decimal>("quote_volume", NpgsqlDbType.Numeric, static (in bar) => bar.QuoteVolume),
        new FactColumn<WindowBar, long>("trade_count", NpgsqlDbType.Bigint, static (in bar) => bar.TradeCount),
        new FactColumn<WindowBar, decimal>("taker_buy_volume", NpgsqlDbType.Numeric, static (in bar) => bar.TakerBuyVolume),
        new FactColumn<WindowBar, decimal>("taker_buy_quote_volume", NpgsqlDbType.Numeric, static (in bar) => bar.TakerBuyQuoteVolume),
        new FactColumn<WindowBar, bool>("closed", NpgsqlDbType.Boolean, static (in bar) => bar.Closed),
        new FactColumn<WindowBar, int>("revision", NpgsqlDbType.Integer, static (in bar) => bar.Revision))
    {
        OnePerKey = static bars => BarRank.BestOfEachKey(bars, bar => (bar.Window, bar.Position), bar => (bar.Closed, bar.Revision)),
    };

    public static FactTable<Bar> Of(BarSeries series) => Series[series];

    private static FactTable<Bar> Table(BarSeries series) => new(
        "bars",
        Keep(
            "series, interval, open_time, source",
            $"{Values}, close_time"),
        new FactColumn<Bar, short>("series", NpgsqlDbType.Smallint, (in _) => (short)series),
        new FactColumn<Bar, string>("interval", NpgsqlDbType.Text, static (in bar) => bar.Interval.Code),
        new FactColumn<Bar, DateTime>("open_time", NpgsqlDbType.TimestampTz, static (in bar) => bar.OpenTime),
        new FactColumn<Bar, short>("source", NpgsqlDbType.Smallint, static (in bar) => (short)bar.Source),
        new FactColumn<Bar, decimal>("open", NpgsqlDbType.Numeric, static (in bar) => bar.Open),
        new FactColumn<Bar, decimal>("high", NpgsqlDbType.Numeric, static (in bar) => bar.High),
        new FactColumn<Bar, decimal>("low", NpgsqlDbType.Numeric, static (in bar) => bar.Low),
        new FactColumn<Bar, decimal>("close", NpgsqlDbType.Numeric, static (in bar) => bar.Close),
        new FactColumn<Bar, decimal>("volume", NpgsqlDbType.Numeric, static (in bar) => bar.Volume),
        new FactColumn<Bar, decimal>("quote_volume", NpgsqlDbType.Numeric, static (in bar) => bar.QuoteVolume),
        new FactColumn<Bar, long>("trade_count", NpgsqlDbType.Bigint, static (in bar) => bar.TradeCount),
        new FactColumn<Bar, decimal>("taker_buy_volume", NpgsqlDbType.Numeric, static (in bar) => bar.TakerBuyVolume),
        new FactColumn<Bar, decimal>("taker_buy_quote_volume", NpgsqlDbType.Numeric, static (in bar) => bar.TakerBuyQuoteVolume),
        new FactColumn<Bar, bool>("closed", NpgsqlDbType.Boolean, static (in bar) => bar.Closed),
        new FactColumn<Bar, int>("revision", NpgsqlDbType.Integer, static (in bar) => bar.Revision),
        new FactColumn<Bar, DateTime?>("close_time", NpgsqlDbType.TimestampTz, static (in bar) => bar.CloseTime))
    {
        Probes = (instrument, bars) => bars.GroupBy(bar => (bar.Interval, bar.Source))
            .Select(group => Probe(instrument, series, group.Key.Interval, group.Key.Source, group)),
        OnePerKey = static bars =>
            BarRank.BestOfEachKey(bars, bar => (bar.Interval, bar.OpenTime, bar.Source), bar => (bar.Closed, bar.Revision)),
    };

    private static Sql Probe(
        InstrumentId instrument, BarSeries series, BarInterval interval, BarSource source, IEnumerable<Bar> bars) => instrument.Sql(
        """
        SELECT open_time FROM bars WHERE venue = @venue AND symbol = @symbol AND series = @series AND interval = @interval
            AND open_time BETWEEN @first AND @last AND source = @source ORDER BY open_time LIMIT 1
        """,
        ("series", (short)series), ("interval", interval.Code), ("source", (short)source),
        ("first", bars.Min(bar => bar.OpenTime)), ("last", bars.Max(bar => bar.OpenTime)));

    private static string Keep(string key, string values)
    {
        var changes = string.Join(", ", values.Split(", ").Select(name => $"{name} = excluded.{name}"));
        return $"ON CONFLICT (venue, symbol, {key}) DO UPDATE SET {changes} {BarRank.KeepBetter}";
    }
}
