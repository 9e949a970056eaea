using System.Globalization;
using System.Net;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.AllInOne.Tests.SecondVenue;

internal sealed class HarborHistory : IVenueHistory, IVenueAnswers
{
    private readonly RestTransport _transport;
    private readonly VenueDescription _venue;

    public HarborHistory(VenueLink link, VenueServices services)
    {
        _venue = link.Venue;
        Gate = new WeightGate(
            new WeightBudget("harbor", link.Venue.WeightPerMinute, TimeSpan.FromMinutes(1)), services.Weights, services.Time);
        Clock = new ServerClock(services.Time);
        _transport = new RestTransport(
            VenueHttp.ClientFor(link.RestUrl, services.Metrics), this, new RestOptions(), services.Metrics, services.Reachability,
            services.Logs.CreateLogger("harbor"), services.Time);
    }

    public string Venue => _venue.Name;

    public WeightGate Gate { get; }

    public ServerClock Clock { get; }

    public int WeightOf(HistoryQuery query, int rows = 1) => 1;

    public int? UsedWeight(HttpResponseMessage answer) => null;

    public VenueError ErrorOf(HttpStatusCode status, ReadOnlySpan<byte> body) =>
        new(VenueErrorClass.Other, 0, status.ToString(), (int)status >= 500);

    public Task<List<Bar>> BarsAsync(
        string symbol, BarInterval interval, DateTime? start, DateTime? end, int limit, RequestLane lane, BarSeries series = BarSeries.Last, CancellationToken cancellationToken = default)
    {
        var seconds = (interval.CloseOf(DateTime.UnixEpoch) - DateTime.UnixEpoch).TotalSeconds;
        var path = string.Create(
            CultureInfo.InvariantCulture, $"/candles?seconds={seconds}&from={Milliseconds(start)}&to={Milliseconds(end ?? DateTime.UtcNow)}&count={limit}");
        return GetAsync("candles", path, lane, symbol, row => new Bar(
            DateTime.UnixEpoch.AddMilliseconds(row[0].GetInt64()), interval, HarborParser.Number(row[1]), HarborParser.Number(row[2]), HarborParser.Number(row[3]),
            HarborParser.Number(row[4]), HarborParser.Number(row[5]), HarborParser.Number(row[5]) * HarborParser.Number(row[4]), row[6].GetInt64(), 5m, 500m,
            Closed: interval.CloseOf(DateTime.UnixEpoch.AddMilliseconds(row[0].GetInt64())) <= Clock.Now, BarSource.Rest), cancellationToken);
    }

    public Task<List<Trade>> TradesAsync(
        string symbol, long? fromId, int limit, RequestLane lane, bool aggregates = false, CancellationToken cancellationToken = default) => GetAsync(
        "prints", string.Create(CultureInfo.InvariantCulture, $"/prints?count={limit}{(fromId is null ? "" : "&after=")}{fromId}"), lane, symbol,
        print => new Trade(
            print.GetProperty("no").GetInt64(), HarborParser.Number(print.GetProperty("px")), HarborParser.Number(print.GetProperty("sz")),
            HarborParser.SideOf(print), DateTime.UnixEpoch.AddMilliseconds(print.GetProperty("ms").GetInt64()), DateTime.UtcNow),
        cancellationToken);

    public async Task<List<AggregateTrade>> AggregatesAsync(
        string symbol, long? fromId, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        (await TradesAsync(symbol, fromId, limit, lane, aggregates: true, cancellationToken)).ConvertAll(trade => new AggregateTrade(
            trade.TradeId, trade.Price, trade.Quantity, trade.TradeId, trade.TradeId, trade.ExchangeTime, trade.Side, BestMatch: null));

    public async Task<List<AggregateTrade>> AggregatesAsync(
        string symbol, DateTime start, DateTime end, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        [.. (await AggregatesAsync(symbol, 0, int.MaxValue, lane, cancellationToken)).Where(trade => trade.Time >= start && trade.Time <= end).Take(limit)];

    public Task<List<FundingSettlement>> FundingAsync(
        string symbol, DateTime start, DateTime end, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A spot venue settles no funding.");

    public Task<DepthSnapshot> DepthAsync(string symbol, int limit, RequestLane lane, CancellationToken cancellationToken = default) =>
        AskAsync(
        "ladder", "/ladder", lane, symbol,
        ladder => new DepthSnapshot(ladder.GetProperty("seq").GetInt64(), Levels(ladder.GetProperty("bids")), Levels(ladder.GetProperty("asks"))), cancellationToken);

    public async Task<ExchangeInfo> ExchangeInfoAsync(
        IReadOnlyCollection<string>? symbols = null,
        RequestLane lane = RequestLane.Resync,
        CancellationToken cancellationToken = default) =>
        new(default, null, await GetAsync("pairs", "/pairs", lane, "", pair => Instrument(Venue, pair), cancellationToken));

    public static Instrument Instrument(string venue, JsonElement pair)
    {
        var lot = HarborParser.Number(pair.GetProperty("lot"));
        return new Instrument(
            new InstrumentId(venue, pair.GetProperty("pair").GetString()!), pair.GetProperty("base").GetString()!, pair.GetProperty("quote")
                .GetString()!,
            IsTrading: true, 0, 0, HarborParser.Number(pair.GetProperty("tick")), lot, 0, lot, 0, 0, 0, 0, 0);
    }

    private static List<PriceLevel> Levels(JsonElement side) =>
        [.. side.EnumerateArray().Select(level => new PriceLevel(HarborParser.Number(level[0]), HarborParser.Number(level[1])))];

    private static long Milliseconds(DateTime? time) => time is { } at ? (long)(at - DateTime.UnixEpoch).TotalMilliseconds : 0;

    private Task<List<T>> GetAsync<T>(
        string endpoint, string path, RequestLane lane, string symbol, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        AskAsync(endpoint, path, lane, symbol, list => list.EnumerateArray().Select(read).ToList(), cancellationToken);

    private Task<T> AskAsync<T>(
        string endpoint, string path, RequestLane lane, string symbol, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        _transport.GetAsync(
            new RestCall(endpoint, path, 1, lane, symbol), Gate,
            body =>
            {
                using var document = JsonDocument.Parse(body);
                return read(document.RootElement);
            },
            cancellationToken);
}
