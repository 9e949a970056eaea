using System.Text.Json;

namespace Trading.ExchangeSimulator.Replay;

/// <param name="Speed">A number or the text <c>max</c>; 1 when absent.</param>
public sealed record ReplayRequest(string? File, JsonElement? Speed = null)
{
    public string SpeedText() => Speed switch
    {
        null or { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => "1",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
    };
}
