using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.Exchanges.Binance.Usdm;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Rest;

/// <summary>Market data of one market over REST.</summary>
public sealed class BinanceRestClient : IVenueHistory
{
    private readonly RestTransport _transport;
    private readonly TimeProvider _time;
    private readonly BinanceMarket _market;
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
        Gate = gate;
        Clock = new ServerClock(time);
        _market = market;
        _fundingGate = fundingGate ?? gate;
        _time = time;
        _transport = new RestTransport(
            http, BinanceErrors.Instance, options ?? new RestOptions(), metrics, reachability ?? new VenueReachability(time), logger, time);
        metrics.Watch(venue, gate);
    }

    public string Venue { get; }

    public WeightGate Gate { get; }

    public ServerClock Clock { get; }

    public static BinanceRestClient Create(VenueLink link, BinanceMarket market, VenueServices services)
    {
        var bucket = $"{link.RestUrl.Authority}/{market.RestPath.Trim('/')}";
        var budget = new WeightBudget(bucket, link.Venue.WeightPerMinute, TimeSpan.FromMinutes(1));
        budget = budget with { OrdersReserve = link.OrdersReserve ?? budget.OrdersReserve };
        var funding = budget with
        {
            Bucket = bucket + "/funding",
            Limit = UsdmMarket.FundingRequests,
            Window = UsdmMarket.FundingWindow,
            VenueTellsCount = false,
        };
        var http = VenueHttp.ClientFor(link.RestUrl, services.Metrics);
        if (!string.IsNullOrEmpty(link.ApiKey))
        {
            http.DefaultRequestHeaders.Add("X-MBX-APIKEY", link.ApiKey);
        }

        return new BinanceRestClient(
            link.Venue.Name,
            market,
            http,
            new WeightGate(budget, services.Weights, services.Time),
            services.Metrics,
            services.Logs.CreateLogger<BinanceRestClient>(),
            services.Time,
            fundingGate: new WeightGate(funding, services.Weights, services.Time),
            reachability: services.Reachability);
    }

    public int WeightOf(HistoryQuery query, int rows = 1) => _market.Weight(query, rows);

    /// <param name="limit">1 to 1000 on spot, to 1500 on USD-M.</param>
    public Task<List<Bar>> BarsAsync(
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
            endpoint, query, WeightOf(HistoryQuery.Bars, limit), lane, symbol,
            body => KlinePageParser.Parse(body.Span, interval, Clock.Now, limit), cancellationToken);
    }

    public async Task<List<Trade>> TradesAsync(
        string symbol, long? fromId, int limit, RequestLane lane, bool aggregates = false, CancellationToken cancellationToken = default)
    {
        if (aggregates)
        {
            var received = _time.GetUtcNow().UtcDateTime;
            return (await AggregatesAsync(symbol, fromId, limit, lane, cancellationToken)).ConvertAll(
                aggregate => new Trade(aggregate.Id, aggregate.Price, aggregate.Quantity, aggregate.Side, aggregate.Time, received));
        }

        var (endpoint, query) = fromId is null ? ("trades", HistoryQuery.NewestTrades) : ("historicalTrades", HistoryQuery.Trades);
        return await CallAsync(
            endpoint, $"symbol={Uri.EscapeDataString(symbol)}&limit={Text(limit)}{From(fromId)}", WeightOf(query), lane, symbol,
            body => TradePageParser.Parse(body.Span, _time.GetUtcNow().UtcDateTime), cancellationToken);
    }

    public Task<List<AggregateTrade>> AggregatesAsync(
        string symbol, long? fromId, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        AggregatesAsync(symbol, From(fromId), limit, lane, cancellationToken);

    public Task<List<AggregateTrade>> AggregatesAsync(
        string symbol, DateTime start, DateTime end, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        AggregatesAsync(symbol, Range(start, end), limit, lane, cancellationToken);

    public Task<List<FundingSettlement>> FundingAsync(
        string symbol, DateTime start, DateTime end, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        CallAsync(
            "fundingRate", $"symbol={Uri.EscapeDataString(symbol)}{Range(start, end)}&limit={Text(limit)}", 1, lane, symbol,
            body => FundingPageParser.Parse(body.Span), cancellationToken, _fundingGate);

    public Task<DepthSnapshot> DepthAsync(string symbol, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        CallAsync(
        "depth", $"symbol={Uri.EscapeDataString(symbol)}&limit={Text(limit)}", WeightOf(HistoryQuery.Depth, limit), lane, symbol,
        body => DepthParser.Parse(body.Span), cancellationToken);

    public async Task<ExchangeInfo> ExchangeInfoAsync(
        IReadOnlyCollection<string>? symbols = null, RequestLane lane = RequestLane.Resync, CancellationToken cancellationToken = default)
    {
        var query = symbols is { Count: > 0 } && _market.ListsBySymbol
            ? "symbols=" + Uri.EscapeDataString(JsonSerializer.Serialize(symbols))
            : "";
        var info = await CallAsync(
            "exchangeInfo", query, WeightOf(HistoryQuery.Instruments), lane, symbol: "",
            body => ExchangeInfoParser.Parse(body, Venue), cancellationToken);
        if (info.ServerTime != default)
        {
            Clock.Seen(info.ServerTime);
        }

        Gate.Calibrate(info.WeightPerMinute ?? Gate.Budget.Limit, Clock.Offset);
        return info;
    }

    private static string Range(DateTime? start, DateTime? end) =>
        (start is { } from ? "&startTime=" + Text(Milliseconds(from)) : "") + (end is { } to ? "&endTime=" + Text(Milliseconds(to)) : "");

    private static string From(long? id) => id is { } from ? "&fromId=" + Text(from) : "";

    private static long Milliseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private Task<List<AggregateTrade>> AggregatesAsync(
        string symbol, string which, int limit, RequestLane lane, CancellationToken cancellationToken) => CallAsync(
            "aggTrades", $"symbol={Uri.EscapeDataString(symbol)}{which}&limit={Text(limit)}",
            WeightOf(HistoryQuery.Aggregates), lane, symbol,
            body => AggTradePageParser.Parse(body.Span), cancellationToken);

    private Task<T> CallAsync<T>(
        string endpoint,
        string query,
        int weight,
        RequestLane lane,
        string symbol,
        Func<ReadOnlyMemory<byte>, T> parse,
        CancellationToken cancellationToken,
        WeightGate? gate = null)
    {
        var path = query.Length == 0 ? _market.RestPath + endpoint : $"{_market.RestPath}{endpoint}?{query}";
        return _transport.GetAsync(new RestCall(endpoint, path, weight, lane, symbol), gate ?? Gate, parse, cancellationToken);
    }
}
