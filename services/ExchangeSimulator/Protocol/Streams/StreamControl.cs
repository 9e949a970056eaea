using System.Text.Json;
using Trading.ExchangeSimulator.Engine.Venue;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <param name="prefix">Of a USD-M path, which serves a part of the streams; null serves all.</param>
/// <summary>Answers the control messages of one connection: SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS, SET_PROPERTY, GET_PROPERTY.</summary>
internal sealed class StreamControl(Exchange exchange, StreamConnection connection, string? prefix)
{
    private const int MaxStreams = 1024;

    /// <summary>Called inside the exchange's lock.</summary>
    public void Subscribe(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (prefix is null || UsdmPrefix.Serves(prefix, name))
            {
                exchange.Hub.Subscribe(connection, exchange.Hub.TopicOf(connection.Kind, name));
            }
        }

        if (exchange.ReplayEndedMs is { } endedMs && connection.Subscriptions.Count > 0)
        {
            connection.Announce("replayEnded", endedMs);
        }
    }

    public void Handle(string message)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message);
        }
        catch (JsonException fault)
        {
            connection.SendText($$$"""{"error":{"code":3,"msg":{{{JsonSerializer.Serialize("Invalid JSON: " + fault.Message)}}}}}""");
            return;
        }

        using (document)
        {
            connection.SendText(Answer(document.RootElement));
        }
    }

    private string Answer(JsonElement request)
    {
        var id = request.ValueKind == JsonValueKind.Object && request.TryGetProperty("id", out var given) ? given.GetRawText() : "null";
        if (request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            return Refuse(id, 0, "Unknown property");
        }

        var hasParameters = request.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Array;
        switch (method.GetString())
        {
            case "SUBSCRIBE" or "UNSUBSCRIBE" when !hasParameters || parameters.EnumerateArray().Any(p => p.ValueKind != JsonValueKind.String):
                return Refuse(id, 2, "Invalid request: params must be an array of strings");
            case "SUBSCRIBE" when connection.Subscriptions.Count + parameters.GetArrayLength() > MaxStreams:
                return Refuse(id, 2, "Invalid request: too many streams");
            case "SUBSCRIBE":
                exchange.Run(() => Subscribe(parameters.EnumerateArray().Select(p => p.GetString()!)));
                return Result(id, "null");
            case "UNSUBSCRIBE":
                exchange.Run(() =>
                {
                    foreach (var name in parameters.EnumerateArray())
                    {
                        exchange.Hub.Unsubscribe(connection, exchange.Hub.TopicOf(connection.Kind, name.GetString()!));
                    }
                });
                return Result(id, "null");
            case "LIST_SUBSCRIPTIONS":
                return Result(id, exchange.Run(() => JsonSerializer.Serialize(connection.Subscriptions.Select(t => t.Name))));
            case "GET_PROPERTY":
                return Result(id, connection.IsCombined ? "true" : "false");
            case "SET_PROPERTY" when hasParameters && parameters.GetArrayLength() == 2 && parameters[1].ValueKind is JsonValueKind.True or JsonValueKind.False:
                exchange.Run(() => Switch(parameters[1].GetBoolean()));
                return Result(id, "null");
            default:
                return Refuse(id, 2, "Invalid request: unknown variant, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`");
        }
    }

    private void Switch(bool combined)
    {
        var topics = connection.Subscriptions.ToList();
        topics.ForEach(topic => exchange.Hub.Unsubscribe(connection, topic));
        connection.SwitchForm(combined);
        topics.ForEach(topic => exchange.Hub.Subscribe(connection, topic));
    }

    private static string Result(string id, string result) => $$"""{"result":{{result}},"id":{{id}}}""";

    private static string Refuse(string id, int code, string message) =>
        $$$"""{"error":{"code":{{{code}}},"msg":{{{JsonSerializer.Serialize(message)}}}},"id":{{{id}}}}""";
}
