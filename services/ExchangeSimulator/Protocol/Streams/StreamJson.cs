using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Answers to what clients say on a stream. The names of a record's members and their order are the wire's.</summary>
[JsonSerializable(typeof(ControlReply))]
[JsonSerializable(typeof(ControlRefusal))]
[JsonSerializable(typeof(ApiReply))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class StreamJson : JsonSerializerContext
{
    private static readonly StreamJson Wire = new(WireWords.Options(naming: null, JavaScriptEncoder.Default));
    private static readonly JsonElement Null = System.Text.Json.JsonElement.Parse("null");

    public static byte[] Write(object reply) => JsonSerializer.SerializeToUtf8Bytes(reply, reply.GetType(), Wire);

    /// <summary>What a reply repeats of its request.</summary>
    public static JsonElement IdOf(JsonElement request) =>
        request.ValueKind == JsonValueKind.Object && request.TryGetProperty("id", out var id) ? id : Null;
}

internal sealed record ControlReply([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] object? result, JsonElement id);

internal sealed record ControlRefusal(ControlError error, JsonElement? id);

internal sealed record ControlError(int code, string msg);

/// <summary>Of the WebSocket API.</summary>
internal sealed record ApiReply(JsonElement id, int status, Dictionary<string, long>? result, ControlError? error, ApiLimit[] rateLimits);

internal sealed record ApiLimit(string rateLimitType, string interval, int intervalNum, int limit, int count);
