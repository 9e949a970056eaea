using System.Text.Json;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Spot;

/// <summary>
/// Order entry on Binance spot (and on the simulator, which speaks the same).
/// https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints
/// </summary>
public sealed class BinanceOrderClient(
    TradingSettings settings,
    ServerClock clock,
    WeightGate gate,
    RestMetrics metrics,
    VenueReachability reachability,
    ILogger<BinanceOrderClient> logger,
    TimeProvider time) : IOrderVenue, IDisposable
{
    private const string OrderPath = "/api/v3/order";

    // Allows for the error of the clock measurement on top of the receive window.
    private const int ClockErrorMs = 1000;

    private readonly BinanceRestSession _session = new(settings, clock, gate, metrics, reachability, logger, time);

    public string Name => settings.Venue;

    public string Protocol => settings.IsSimulated ? "sim" : "rest";

    public TimeSpan AcceptanceWindow => TimeSpan.FromMilliseconds(settings.RecvWindowMs + ClockErrorMs);

    public bool IsConnected => _session.IsConnected;

    public async Task<OrderOutcome> PlaceAsync(NewVenueOrder order)
    {
        var reply = await _session.SendOrderAsync(
            OrderPath, () => NewOrder(order), SpotMarket.OrderChangeWeight, order.SendBefore, order.MaySend);
        if (reply is VenueReply.Refused refused && BinanceErrors.IsDuplicate(refused.Refusal.Code, refused.Refusal.Message))
        {
            // The venue has an open order of this id already: that order is this order.
            return await QueryAsync(order.Symbol, order.ClientOrderId, CancellationToken.None) is OrderLookup.Found found
                ? new OrderOutcome.Accepted(found.Order)
                : new OrderOutcome.Unknown("The venue calls it a duplicate but does not show it yet.");
        }

        return Outcome(reply);
    }

    public async Task<OrderOutcome> CancelAsync(string symbol, string clientOrderId, CancellationToken cancellationToken) =>
        Outcome(await _session.SendSignedAsync(
            HttpMethod.Delete, OrderPath, () => OrderReference(symbol, clientOrderId), SpotMarket.OrderChangeWeight, cancellationToken));

    public async Task<OrderLookup> QueryAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        var reply = await _session.SendSignedAsync(
            HttpMethod.Get, OrderPath, () => OrderReference(symbol, clientOrderId), SpotMarket.OrderQueryWeight, cancellationToken);
        return Outcome(reply) switch
        {
            OrderOutcome.Accepted accepted => new OrderLookup.Found(accepted.Order),
            OrderOutcome.Rejected { Refusal.Class: VenueErrorClass.OrderNotFound } => new OrderLookup.NotFound(),
            OrderOutcome.Rejected rejected => new OrderLookup.Unknown($"{rejected.Refusal.Class}: {rejected.Refusal.Message}"),
            OrderOutcome.Unknown unknown => new OrderLookup.Unknown(unknown.Reason),
            _ => throw new InvalidOperationException("There is no fourth outcome."),
        };
    }

    public Task<IReadOnlyList<VenueOrder>?> OpenOrdersAsync(string symbol, CancellationToken cancellationToken) =>
        ListAsync(
            "/api/v3/openOrders", () => new RequestParameters().Add("symbol", symbol), SpotMarket.OpenOrdersWeight,
            BinanceJson.Order, cancellationToken);

    public Task<IReadOnlyList<VenueFill>?> FillsAsync(string symbol, string venueOrderId, CancellationToken cancellationToken) =>
        ListAsync(
            "/api/v3/myTrades",
            () => new RequestParameters().Add("symbol", symbol).Add("orderId", venueOrderId).Add("limit", 1000),
            SpotMarket.AccountWeight,
            BinanceJson.Fill,
            cancellationToken);

    public async Task<IReadOnlyList<VenueBalance>?> BalancesAsync(CancellationToken cancellationToken)
    {
        var reply = await _session.SendSignedAsync(
            HttpMethod.Get, "/api/v3/account", () => new RequestParameters().Add("omitZeroBalances", "true"),
            SpotMarket.AccountWeight, cancellationToken);
        return reply is VenueReply.Ok ok ? Array(ok.Body.GetProperty("balances"), BinanceJson.Balance) : null;
    }

    public async Task<IReadOnlyList<Instrument>?> InstrumentsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        var wanted = new RequestParameters().Add("symbols", JsonSerializer.Serialize(symbols));
        var weight = SpotMarket.Market.Weight(HistoryQuery.Instruments, 1);
        if (await _session.GetAsync("/api/v3/exchangeInfo", wanted, weight, cancellationToken) is not VenueReply.Ok ok)
        {
            return null;
        }

        var info = ExchangeInfoParser.Read(ok.Body, settings.Venue);
        gate.Calibrate(info.WeightPerMinute ?? gate.Budget.Limit, clock.Offset);
        return info.Instruments;
    }

    public void Dispose() => _session.Dispose();

    private static RequestParameters OrderReference(string symbol, string clientOrderId) =>
        new RequestParameters().Add("symbol", symbol).Add("origClientOrderId", clientOrderId);

    private static RequestParameters NewOrder(NewVenueOrder order)
    {
        var postOnly = order.TimeInForce == TimeInForce.Gtx;
        var limit = order.Type is OrderType.Limit or OrderType.StopLimit;
        var parameters = new RequestParameters()
            .Add("symbol", order.Symbol)
            .Add("side", order.Side == Side.Buy ? "BUY" : "SELL")
            .Add("type", order.Type switch
            {
                OrderType.Market => "MARKET",
                OrderType.Stop => "STOP_LOSS",
                OrderType.StopLimit => "STOP_LOSS_LIMIT",
                _ => postOnly ? "LIMIT_MAKER" : "LIMIT",
            })
            .AddIf(limit && !postOnly, "timeInForce", order.TimeInForce switch
            {
                TimeInForce.Ioc => "IOC",
                TimeInForce.Fok => "FOK",
                _ => "GTC",
            })
            .Add("quantity", order.Quantity);
        if (limit && order.Price is { } price)
        {
            parameters.Add("price", price);
        }

        if (order.StopPrice is { } stop)
        {
            parameters.Add("stopPrice", stop);
        }

        return parameters.Add("newClientOrderId", order.ClientOrderId).Add("newOrderRespType", "FULL");
    }

    private static OrderOutcome Outcome(VenueReply reply)
    {
        switch (reply)
        {
            case VenueReply.Refused refused:
                return new OrderOutcome.Rejected(refused.Refusal);
            case VenueReply.Unknown unknown:
                return new OrderOutcome.Unknown(unknown.Reason);
            case VenueReply.Ok ok:
                try
                {
                    return new OrderOutcome.Accepted(BinanceJson.Order(ok.Body));
                }
                catch (FormatException exception)
                {
                    return new OrderOutcome.Unknown($"The answer is not understood: {exception.Message}");
                }

            default:
                throw new InvalidOperationException("There is no fourth reply.");
        }
    }

    private async Task<IReadOnlyList<T>?> ListAsync<T>(
        string path, Func<RequestParameters> parameters, int weight, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        await _session.SendSignedAsync(HttpMethod.Get, path, parameters, weight, cancellationToken) is VenueReply.Ok ok
            ? Array(ok.Body, read)
            : null;

    private static T[] Array<T>(JsonElement list, Func<JsonElement, T> read) => [.. list.EnumerateArray().Select(read)];
}
