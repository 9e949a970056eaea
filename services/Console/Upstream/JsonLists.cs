using System.Text.Json;

namespace Trading.WebConsole.Upstream;

/// <summary>Reads a list answer: a bare array, or a page with its rows under <c>items</c>.</summary>
internal static class JsonLists
{
    public static IReadOnlyList<JsonElement> Rows(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Array => [.. answer.EnumerateArray()],
        JsonValueKind.Object when answer.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array => [.. items.EnumerateArray()],
        _ => [],
    };

    public static string? Text(this JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
