using System.Text.Json;

namespace Trading.WebConsole.Upstream;

internal static class JsonText
{
    /// <summary>The text of a property; null when the element is no object or has no such text.</summary>
    public static string? Text(this JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
