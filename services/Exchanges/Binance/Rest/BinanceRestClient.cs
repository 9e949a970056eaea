using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.Exchanges.Binance.Rest.Parsing;
using Trading.Exchanges.Limits;

namespace Trading.Exchanges.Binance.Rest;

/// <summary>
/// Market data of a Binance market over REST. Every call waits for its weight and retries transient faults by itself; what it
/// throws in the end is a <see cref="VenueException"/>.
/// </summary>
public sealed class BinanceRestClient
{
    private readonly RestTransport _transport;
    private readonly TimeProvider _time;
    private readonly string _base;
    private readonly WeightGate _fundingGate;

    public BinanceRestClient(
        string venue,
        BinanceMarket market,
        HttpClient http,
        WeightGate gate,
        RestMetrics metrics,
        ILogger<BinanceRestClient> logger,
        TimeProvider time,
        RestOptions? options = null,
        WeightGate? fundingGate = null,
        VenueReachability? reachability = null)
    {
        Venue = venue;
        Market = market;
        Gate = gate;
        _fundingGate = fundingGate ?? gate;
        _time = time;
        _base = market == BinanceMarket.Spot ? "/api/v3/" : "/fapi/v1/";
        _transport = new RestTransport(http, options ?? new RestOptions(), metrics, reachability ?? new VenueReachability(time), logger, time);
        metrics.Watch(venue, gate);
    }

    /// <summary>The <c>venue</c> of every row that comes from here.</summary>
    public string Venue { get; }

    public BinanceMarket Market { get; }

    public WeightGate Gate { get; }

    /// <summary>Venue time (UTC) less local time, as the last <see cref="ExchangeInfoAsync"/> or <see cref="TimeAsync"/> found it.</summary>
    public TimeSpan ClockOffset { get; private set; }

    private DateTime VenueNow => _time.GetUtcNow().UtcDateTime + ClockOffset;

    /// <summary>Bars whose open time is in [start, end], oldest first; the last one may still be open.</summary>
    /// <param name="start">UTC; null with <paramref name="end"/> null: the newest.</param>
    /// <param name="end">UTC, inclusive.</param>
    /// <param name="limit">1 to 1000 on spot, to 1500 on USD-M.</param>
    public Task<List<Bar>> KlinesAsync(
        string symbol,
        BarInterval interval,
        DateTime? start,
        DateTime? end,
        int limit,
        RequestLane lane,
        BarSeries series = BarSeries.Last,
        CancellationToken cancellationToken = default)
    {
        var (endpoint, name) = series switch
        {
            BarSeries.Mark => ("markPriceKlines", "symbol"),
            BarSeries.Index => ("indexPriceKlines", "pair"),
            BarSeries.Premium => ("premiumIndexKlines", "symbol"),
            _ => ("klines", "symbol"),
        };
        var query = $"{name}={Uri.EscapeDataString(symbol)}&interval={interval.Code}{Range(start, end)}&limit={Text(limit)}";
        return CallAsync(
            endpoint, query, BinanceWeights.Klines(Market, limit), lane, symbol,
            body => KlinePageParser.Parse(body.Span, interval, VenueNow, limit), cancellationToken);
    }

    /// <summary>Trades from an id on (inclusive), ascending; without an id the newest.</summary>
    public Task<List<Trade>> HistoricalTradesAsync(
        string symbol, long? fromId, int limit, RequestLane lane, CancellationToken cancellationToken = default) => CallAsync(
            "historicalTrades",
            $"symbol={Uri.EscapeDataString(symbol)}&limit={Text(limit)}{(fromId is { } id ? "&fromId=" + Text(id) : "")}",
            BinanceWeights.HistoricalTrades(Market), lane, symbol, Trades, cancellationToken);

    /// <summary>The newest trades, ascending.</summary>
    public Task<List<Trade>> RecentTradesAsync(string symbol, int limit, RequestLane lane, CancellationToken cancellationToken = default) => CallAsync(
        "trades", $"symbol={Uri.EscapeDataString(symbol)}&limit={Text(limit)}", BinanceWeights.RecentTrades(Market), lane, symbol, Trades, cancellationToken);

    /// <summary>Aggregate trades from an id on (inclusive), ascending, at most 1000.</summary>
    public Task<List<AggregateTrade>> AggTradesFromIdAsync(
        string symbol, long fromId, int limit, RequestLane lane, CancellationToken cancellationToken = default) => CallAsync(
            "aggTrades", $"symbol={Uri.EscapeDataString(symbol)}&fromId={Text(fromId)}&limit={Text(limit)}",
            BinanceWeights.AggTrades(Market), lane, symbol, body => AggTradePageParser.Parse(body.Span), cancellationToken);

    /// <summary>The first aggregate trades of [start, end] (UTC, both inclusive; less than an hour apart), ascending.</summary>
    public Task<List<AggregateTrade>> AggTradesAsync(
        string symbol, DateTime start, DateTime end, int limit, RequestLane lane, CancellationToken cancellationToken = default) => CallAsync(
            "aggTrades", $"symbol={Uri.EscapeDataString(symbol)}{Range(start, end)}&limit={Text(limit)}",
            BinanceWeights.AggTrades(Market), lane, symbol, body => AggTradePageParser.Parse(body.Span), cancellationToken);

    /// <summary>The newest aggregate trades, ascending.</summary>
    public Task<List<AggregateTrade>> NewestAggTradesAsync(string symbol, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        CallAsync(
            "aggTrades", $"symbol={Uri.EscapeDataString(symbol)}&limit={Text(limit)}", BinanceWeights.AggTrades(Market), lane, symbol,
            body => AggTradePageParser.Parse(body.Span), cancellationToken);

    /// <summary>USD-M: settlements of [start, end] (UTC, both inclusive), oldest first, at most 1000.</summary>
    public Task<List<FundingSettlement>> FundingRatesAsync(
        string symbol, DateTime start, DateTime end, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        _transport.GetAsync(
            new RestCall("fundingRate", $"{_base}fundingRate?symbol={Uri.EscapeDataString(symbol)}{Range(start, end)}&limit={Text(limit)}", 1, lane, symbol),
            _fundingGate,
            body => FundingPageParser.Parse(body.Span),
            cancellationToken);

    public Task<DepthSnapshot> DepthAsync(string symbol, int limit, RequestLane lane, CancellationToken cancellationToken = default) => CallAsync(
        "depth", $"symbol={Uri.EscapeDataString(symbol)}&limit={Text(limit)}", BinanceWeights.Depth(Market, limit), lane, symbol,
        body => DepthParser.Parse(body.Span), cancellationToken);

    /// <summary>Symbols and limits; the gate takes over the venue's weight limit and clock from it.</summary>
    /// <param name="symbols">Spot answers for these alone; USD-M always answers for all.</param>
    public async Task<ExchangeInfo> ExchangeInfoAsync(
        IReadOnlyCollection<string>? symbols = null, RequestLane lane = RequestLane.Resync, CancellationToken cancellationToken = default)
    {
        var query = symbols is { Count: > 0 } && Market == BinanceMarket.Spot
            ? "symbols=" + Uri.EscapeDataString(JsonSerializer.Serialize(symbols))
            : "";
        var info = await CallAsync(
            "exchangeInfo", query, BinanceWeights.ExchangeInfo(Market), lane, symbol: "", body => ExchangeInfoParser.Parse(body, Venue), cancellationToken);
        if (info.ServerTime != default)
        {
            ClockOffset = info.ServerTime - _time.GetUtcNow().UtcDateTime;
        }

        Gate.Calibrate(info.WeightPerMinute ?? Gate.Budget.Limit, ClockOffset);
        return info;
    }

    /// <summary>The venue's clock, UTC.</summary>
    public async Task<DateTime> TimeAsync(RequestLane lane, CancellationToken cancellationToken = default)
    {
        var time = await CallAsync("time", "", BinanceWeights.Time, lane, symbol: "", ServerTime, cancellationToken);
        ClockOffset = time - _time.GetUtcNow().UtcDateTime;
        Gate.Calibrate(Gate.Budget.Limit, ClockOffset);
        return time;
    }

    private static string Range(DateTime? start, DateTime? end) =>
        (start is { } from ? "&startTime=" + Text(Milliseconds(from)) : "") + (end is { } to ? "&endTime=" + Text(Milliseconds(to)) : "");

    private static long Milliseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTime ServerTime(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return KlinePageParser.TimeOf(document.RootElement.GetProperty("serverTime").GetInt64());
    }

    private List<Trade> Trades(ReadOnlyMemory<byte> body) => TradePageParser.Parse(body.Span, _time.GetUtcNow().UtcDateTime);

    private Task<T> CallAsync<T>(
        string endpoint,
        string query,
        int weight,
        RequestLane lane,
        string symbol,
        Func<ReadOnlyMemory<byte>, T> parse,
        CancellationToken cancellationToken) =>
        _transport.GetAsync(new RestCall(endpoint, query.Length == 0 ? _base + endpoint : $"{_base}{endpoint}?{query}", weight, lane, symbol), Gate, parse, cancellationToken);
}
