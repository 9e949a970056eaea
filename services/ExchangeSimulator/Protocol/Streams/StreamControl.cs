using System.Text.Json;
using Trading.ExchangeSimulator.Engine.Venue;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// Answers the control messages of one connection: SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS, SET_PROPERTY, GET_PROPERTY.
/// </summary>
/// <param name="prefix">Of a USD-M path, which serves a part of the streams; null serves all.</param>
internal sealed class StreamControl(Exchange exchange, StreamHub hub, StreamConnection connection, string? prefix)
{
    private const int MaxStreams = 1024;

    /// <summary>Called inside the exchange's lock.</summary>
    public void Subscribe(IEnumerable<string> names)
    {
        foreach (var name in names.Where(Serves))
        {
            hub.Subscribe(connection, hub.TopicOf(connection.Kind, name));
        }

        if (hub.ReplayEndedMs is { } endedMs && connection.Subscriptions.Count > 0)
        {
            connection.Announce("replayEnded", endedMs);
        }
    }

    public void Handle(string message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            connection.SendJson(Answer(document.RootElement));
        }
        catch (JsonException fault)
        {
            connection.SendJson(new ControlRefusal(new ControlError(3, "Invalid JSON: " + fault.Message), id: null));
        }
    }

    private object Answer(JsonElement request)
    {
        var id = StreamJson.IdOf(request);
        if (request.ValueKind != JsonValueKind.Object
            || !request.TryGetProperty("method", out var method)
            || method.ValueKind != JsonValueKind.String)
        {
            return Refuse(id, 0, "Unknown property");
        }

        var list = request.TryGetProperty("params", out var given) && given.ValueKind == JsonValueKind.Array
            ? given.EnumerateArray().ToList()
            : null;
        switch (method.GetString())
        {
            case "SUBSCRIBE" or "UNSUBSCRIBE" when list?.TrueForAll(p => p.ValueKind == JsonValueKind.String) != true:
                return Refuse(id, 2, "Invalid request: params must be an array of strings");
            case "SUBSCRIBE" when connection.Subscriptions.Count + list.Count > MaxStreams:
                return Refuse(id, 2, "Invalid request: too many streams");
            case "SUBSCRIBE":
                exchange.Run(() => Subscribe(list.Select(p => p.GetString()!)));
                return new ControlReply(result: null, id);
            case "UNSUBSCRIBE":
                exchange.Run(() => list.ForEach(name => hub.Unsubscribe(connection, hub.TopicOf(connection.Kind, name.GetString()!))));
                return new ControlReply(result: null, id);
            case "LIST_SUBSCRIPTIONS":
                return new ControlReply(exchange.Run(() => connection.Subscriptions.Select(topic => topic.Name).ToList()), id);
            case "GET_PROPERTY":
                return new ControlReply(connection.IsCombined, id);
            case "SET_PROPERTY" when list is [_, { ValueKind: JsonValueKind.True or JsonValueKind.False } combined]:
                exchange.Run(() => Switch(combined.GetBoolean()));
                return new ControlReply(result: null, id);
            default:
                return Refuse(
                    id, 2,
                    "Invalid request: unknown variant, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, "
                        + "`GET_PROPERTY`");
        }
    }

    /// <summary>
    /// USD-M has books and best prices under <c>/public</c>, the rest of the market under <c>/market</c>, accounts under <c>/private</c>.
    /// Elsewhere a subscription is accepted and stays silent.
    /// </summary>
    private bool Serves(string stream)
    {
        var name = stream[(stream.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var isBook = name.StartsWith("bookTicker", StringComparison.Ordinal) || name.StartsWith("depth", StringComparison.Ordinal);
        return prefix is null || prefix == (name.Length == stream.Length ? "private" : isBook ? "public" : "market");
    }

    private void Switch(bool combined)
    {
        var topics = connection.Subscriptions.ToList();
        topics.ForEach(topic => hub.Unsubscribe(connection, topic));
        connection.IsCombined = combined;
        topics.ForEach(topic => hub.Subscribe(connection, topic));
    }

    private static ControlRefusal Refuse(JsonElement id, int code, string message) => new(new ControlError(code, message), id);
}
