using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.AllInOne.Tests.SecondVenue;

internal sealed class HarborOrders : IOrderVenue, IDisposable
{
    private readonly HttpClient _http;

    public HarborOrders(TradingSettings settings, VenueServices services)
    {
        (Name, _http) = (settings.Venue, VenueHttp.ClientFor(settings.RestUrl, services.Metrics));
        _http.DefaultRequestHeaders.Add("X-Harbor-Key", settings.ApiKey);
    }

    public string Name { get; }

    public string Protocol => "rest";

    public TimeSpan AcceptanceWindow => TimeSpan.FromSeconds(5);

    public bool IsConnected { get; private set; }

    public async Task<OrderOutcome> PlaceAsync(NewVenueOrder order)
    {
        if (!order.MaySend())
        {
            return new OrderOutcome.Rejected(new VenueRefusal(VenueErrorClass.Withdrawn, 0, "Not sent."));
        }

        using var answer = await _http.PostAsJsonAsync("/orders", new
        {
            id = order.ClientOrderId,
            pair = order.Symbol,
            side = order.Side == Side.Buy ? "buy" : "sell",
            size = order.Quantity.ToString(CultureInfo.InvariantCulture),
        });
        return answer.IsSuccessStatusCode
            ? new OrderOutcome.Accepted(Read(await answer.Content.ReadFromJsonAsync<JsonElement>()))
            : new OrderOutcome.Rejected(new VenueRefusal(VenueErrorClass.NotPermitted, (int)answer.StatusCode, "refused"));
    }

    public Task<OrderOutcome> CancelAsync(string symbol, string clientOrderId, CancellationToken cancellationToken) =>
        Task.FromResult<OrderOutcome>(
            new OrderOutcome.Rejected(new VenueRefusal(VenueErrorClass.OrderNotFound, 0, "Every order is filled at once.")));

    public async Task<OrderLookup> QueryAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"/orders/{clientOrderId}", cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? new OrderLookup.NotFound()
            : new OrderLookup.Found(Read(await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)));
    }

    public Task<IReadOnlyList<VenueOrder>?> OpenOrdersAsync(string symbol, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VenueOrder>?>([]);

    public Task<IReadOnlyList<VenueFill>?> FillsAsync(string symbol, string venueOrderId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VenueFill>?>([]);

    public async Task<IReadOnlyList<VenueBalance>?> BalancesAsync(CancellationToken cancellationToken) => await ListAsync(
        "/holdings",
        row =>
            new VenueBalance(
                row.GetProperty("asset").GetString()!,
                HarborParser.Number(row.GetProperty("free")),
                HarborParser.Number(row.GetProperty("held"))),
        cancellationToken);

    public async Task<IReadOnlyList<Instrument>?> InstrumentsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        await ListAsync("/pairs", pair => HarborHistory.Instrument(Name, pair), cancellationToken);

    public void Dispose() => _http.Dispose();

    public static VenueOrder Read(JsonElement order)
    {
        var at = DateTime.UnixEpoch.AddMilliseconds(order.GetProperty("ms").GetInt64());
        var size = HarborParser.Number(order.GetProperty("size"));
        var fills = order.GetProperty("fills").EnumerateArray().Select(fill => new VenueFill(
            fill.GetProperty("no").GetRawText(), HarborParser.Number(fill.GetProperty("px")), HarborParser.Number(fill.GetProperty("sz")),
            HarborParser.Number(fill.GetProperty("fee")), "USDT", Liquidity.Taker, at));
        return new VenueOrder(
            order.GetProperty("pair").GetString()!, order.GetProperty("no").GetRawText(), order.GetProperty("id")
                .GetString()!, VenueOrderStatus.Filled, size, size,
            [.. fills], at);
    }

    private async Task<T[]?> ListAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var list = await _http.GetFromJsonAsync<JsonElement>(path, cancellationToken);
        IsConnected = true;
        return [.. list.EnumerateArray().Select(read)];
    }
}
