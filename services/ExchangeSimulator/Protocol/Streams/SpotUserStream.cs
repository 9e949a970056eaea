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
internal sealed class SpotUserStream(
    Exchange exchange, StreamConnection connection, RateLimits limits, SimulatorOptions options) : IDisposable
{
    private readonly JsonFrame _json = new();
    private bool _isSubscribed;

    public void Handle(string message)
    {
        JsonElement request = default;
        try
        {
            request = JsonElement.Parse(message);
        }
        catch (JsonException)
        {
            connection.SendJson(Refuse(StreamJson.IdOf(request), 400, -1135, "Invalid JSON Request"));
            return;
        }

        if (request.ValueKind != JsonValueKind.Object
            || !request.TryGetProperty("method", out var method)
            || method.ValueKind != JsonValueKind.String)
        {
            connection.SendJson(Refuse(StreamJson.IdOf(default), 400, -1135, "Invalid JSON Request"));
            return;
        }

        var id = StreamJson.IdOf(request);
        connection.SendJson(method.GetString() switch
        {
            "ping" => Reply(id, []),
            "time" => Reply(id, new() { ["serverTime"] = exchange.NowMs }),
            "userDataStream.subscribe.signature" => Subscribe(id, request.TryGetProperty("params", out var list) ? list : default),
            "userDataStream.unsubscribe" => Unsubscribe(id),
            _ => Refuse(id, 400, -1000, "Unknown method."),
        });
    }

    public void Dispose() => exchange.Run(() => exchange.Journal.Forget(Report));

    private ApiReply Subscribe(JsonElement id, JsonElement parameters)
    {
        var values = parameters.ValueKind == JsonValueKind.Object
            ? parameters.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal)
            : [];
        var payload = string.Join(
            '&', values.Where(v => v.Key is not "signature").OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}"));
        var denied = Signature.CheckKey(values.GetValueOrDefault("apiKey"), options)
            ?? Signature.Check(values, payload, options, exchange.NowMs);
        if (denied is { } refusal)
        {
            return Refuse(id, refusal.Status, refusal.Code, refusal.Message);
        }

        if (!_isSubscribed)
        {
            _isSubscribed = true;
            exchange.Run(() => exchange.Journal.Listen(Report));
        }

        return Reply(id, new() { ["subscriptionId"] = 0 });
    }

    private ApiReply Unsubscribe(JsonElement id)
    {
        exchange.Run(() => exchange.Journal.Forget(Report));
        _isSubscribed = false;
        return Reply(id, []);
    }

    /// <summary>Called inside the exchange's lock, in the order of the events.</summary>
    private void Report(OrderReport report)
    {
        if (!report.Spec.Rules.IsSpot)
        {
            return;
        }

        _json.Start("{\"subscriptionId\":0,\"event\":"u8);
        SpotUserFrames.WriteExecution(_json, report);
        connection.Send(WebSocketFrame.Of(WebSocketFrame.Text, _json.Text("}"u8).Written));
        _json.Start("{\"subscriptionId\":0,\"event\":"u8);
        SpotUserFrames.WriteBalances(_json, exchange.Account, report);
        connection.Send(WebSocketFrame.Of(WebSocketFrame.Text, _json.Text("}"u8).Written));
    }

    private ApiReply Reply(JsonElement id, Dictionary<string, long> result) => new(id, 200, result, error: null, Limits());

    private ApiReply Refuse(JsonElement id, int status, int code, string message) =>
        new(id, status, result: null, new ControlError(code, message), Limits());

    private ApiLimit[] Limits() => [new("REQUEST_WEIGHT", "MINUTE", 1, limits.WeightLimit(MarketKind.Spot), 2)];
}
