using System.Text.Json;

namespace Trading.ExchangeSimulator.Tests.Protocol.Shapes;

/// <summary>Field names and JSON types of a body, one path a line; the first element stands for an array.</summary>
public static class JsonShape
{
    public static SortedSet<string> Of(string json) => Of(JsonSerializer.Deserialize<JsonElement>(json));

    public static SortedSet<string> Of(JsonElement element)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Walk(element, "", paths);
        return paths;
    }

    private static void Walk(JsonElement element, string path, SortedSet<string> paths)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Walk(property.Value, $"{path}.{property.Name}", paths);
                }

                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in element.EnumerateArray())
                {
                    // Positions matter in tuples (klines, levels), which are lists in a list; lists of objects are judged by their first element.
                    var isTuple = path.EndsWith("[]", StringComparison.Ordinal) && item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
                    Walk(item, isTuple ? $"{path}[{i++}]" : $"{path}[]", paths);
                    if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    {
                        break;
                    }
                }

                break;
            default:
                paths.Add($"{path}:{(element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Bool" : element.ValueKind.ToString())}");
                break;
        }
    }
}
