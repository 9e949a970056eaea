using System.Globalization;
using System.Text.Json;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Json;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// The WebSocket API as far as it carries the account's events: <c>ping</c>, <c>time</c>,
/// <c>userDataStream.subscribe.signature</c> and <c>userDataStream.unsubscribe</c>. Events arrive as
/// <c>{"subscriptionId":…,"event":{…}}</c>; the spot listenKey is gone.
/// </summary>
internal sealed class UserStreamControl(Exchange exchange, StreamConnection connection, RateLimits limits, SimulatorOptions options) : IDisposable
{
    private readonly JsonFrame _json = new();
    private int? _subscription;

    public void Handle(string message)
    {
        JsonElement request;
        try
        {
            request = JsonSerializer.Deserialize<JsonElement>(message);
        }
        catch (JsonException)
        {
            connection.SendText(Refusal("null", 400, -1135, "Invalid JSON Request"));
            return;
        }

        if (request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            connection.SendText(Refusal("null", 400, -1135, "Invalid JSON Request"));
            return;
        }

        var id = request.TryGetProperty("id", out var given) ? given.GetRawText() : "null";
        var parameters = request.TryGetProperty("params", out var list) && list.ValueKind == JsonValueKind.Object ? list : default;
        connection.SendText(Answer(id, method.GetString()!, parameters));
    }

    public void Dispose() => exchange.Run(() => exchange.Journal.Forget(Report));

    private string Answer(string id, string method, JsonElement parameters) => method switch
    {
        "ping" => Result(id, "{}"),
        "time" => Result(id, string.Create(CultureInfo.InvariantCulture, $"{{\"serverTime\":{exchange.NowMs}}}")),
        "userDataStream.subscribe.signature" => Subscribe(id, parameters),
        "userDataStream.unsubscribe" => Unsubscribe(id),
        _ => Refusal(id, 400, -1000, "Unknown method."),
    };

    private string Subscribe(string id, JsonElement parameters)
    {
        var values = parameters.ValueKind == JsonValueKind.Object
            ? parameters.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal)
            : [];
        var payload = string.Join('&', values.Where(v => v.Key is not "signature").OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}"));
        if ((Signature.CheckKey(values.GetValueOrDefault("apiKey"), options) ?? Signature.Check(values, payload, options, exchange.NowMs)) is { } refusal)
        {
            return Refusal(id, refusal.Status, refusal.Code, refusal.Message);
        }

        if (_subscription is null)
        {
            _subscription = 0;
            exchange.Run(() => exchange.Journal.Listen(Report));
        }

        return Result(id, string.Create(CultureInfo.InvariantCulture, $"{{\"subscriptionId\":{_subscription}}}"));
    }

    private string Unsubscribe(string id)
    {
        exchange.Run(() => exchange.Journal.Forget(Report));
        _subscription = null;
        return Result(id, "{}");
    }

    /// <summary>Called inside the exchange's lock, in the order of the events.</summary>
    private void Report(OrderReport report)
    {
        if (report.Market.Spec.Kind != MarketKind.Spot)
        {
            return;
        }

        _json.Start("{\"subscriptionId\":"u8).Number(_subscription ?? 0).Text(",\"event\":"u8);
        UserFrames.WriteExecution(_json, report);
        connection.Send(WebSocketFrame.Of(WebSocketFrame.Text, _json.Text("}"u8).Written));
        _json.Start("{\"subscriptionId\":"u8).Number(_subscription ?? 0).Text(",\"event\":"u8);
        UserFrames.WriteBalances(_json, exchange.Account, report);
        connection.Send(WebSocketFrame.Of(WebSocketFrame.Text, _json.Text("}"u8).Written));
    }

    private string Result(string id, string result) => $$"""{"id":{{id}},"status":200,"result":{{result}},"rateLimits":{{Limits()}}}""";

    private string Refusal(string id, int status, int code, string message) =>
        $$$"""{"id":{{{id}}},"status":{{{status}}},"error":{"code":{{{code}}},"msg":{{{JsonSerializer.Serialize(message)}}}},"rateLimits":{{{Limits()}}}}""";

    private string Limits() => string.Create(
        CultureInfo.InvariantCulture,
        $"[{{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":{limits.WeightLimit(MarketKind.Spot)},\"count\":2}}]");
}
