using System.Globalization;
using System.Text;
using System.Text.Json;
using Trading.Testing.Api;

namespace Trading.AllInOne.Tests.Gate;

/// <summary>Seeded values for a schema: plausible ones that get past the door, and hostile ones that should not.</summary>
internal sealed class FuzzValues(Random random)
{
    private const int Deepest = 4;

    /// <summary>What the system knows, by the member's name, so that requests reach the rooms behind the first check.</summary>
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["symbol"] = ["BTCUSDT", "ETHUSDT"],
        ["symbols"] = ["BTCUSDT", "ETHUSDT"],
        ["venue"] = ["simulator"],
        ["account"] = ["main"],
        ["interval"] = ["1m", "1s", "1h", "1d", "5m/1m", "tick:1000"],
        ["kind"] = ["bars", "trades", "ma-cross", "buy-and-hold"],
        ["strategy"] = ["ma-cross", "buy-and-hold"],
        ["start"] = ["2024-01-01", "2024-01-01T00:00:00Z"],
        ["end"] = ["2024-01-02", "2024-01-01T01:00:00Z"],
        ["from"] = ["2024-01-01T00:00:00Z"],
        ["to"] = ["2024-01-02T00:00:00Z"],
        ["quantity"] = ["0.001", "0.01", "1"],
        ["price"] = ["60000", "60000.01"],
        ["cash"] = ["10000"],
        ["limit"] = ["1", "10", "100"],
    };

    private static readonly string[] HostileTexts =
    [
        "", " ", "null", "NaN", "Infinity", "-1", "0", "1e400", "1e-28", "79228162514264337593543950335", "99999999999999999999999999999999", "0x10", "٣", "1,5", "true",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "2024-02-30", "2024-01-01T00:00:00+99:00", "-271821-04-20T00:00:00Z", "253402300800000",
        "../../etc/passwd", "/etc/shadow", "/dev/zero", "C:\\windows", "a\u0000b", "\u202Eevil", "\u200f", "\ufeff", "\ud83d\ude00", "'; DROP TABLE orders; --", "%s%n", "${jndi:x}",
        "<script>", "buy,sell", "Buy", "1s1s", "1M", "999999999d", "tick:0", "tick:99999999999999999999", "session:-1s", "volume:NaN", "5m/0m", "//evil.example", "a/b", "a?b", "*",
    ];

    private static readonly string[] HostileJson =
    [
        "null", "true", "-1", "0", "1e999", "123456789012345678901234567890", "1.5", "[]", "{}", "[null]", "[[]]", "[{}]", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "{\"a\":null}", "99",
    ];

    public int Next(int below) => random.Next(below);

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>Text for a path, query or header value.</summary>
    public string Text(string name, JsonElement schema, ApiOperation operation, bool hostile)
    {
        if (hostile)
        {
            return Chance(0.05) ? new string('A', 5000) : Pick(HostileTexts);
        }

        var resolved = operation.Resolve(schema);
        return Known.TryGetValue(name, out var known) ? Pick(known)
            : resolved.TryGetProperty("enum", out var values) ? Pick([.. values.EnumerateArray()]).ToString()
            : TypeOf(resolved) switch
            {
                "integer" => random.Next(1, 100).ToString(CultureInfo.InvariantCulture),
                "number" => random.NextDouble().ToString(CultureInfo.InvariantCulture),
                "boolean" => "true",
                _ => resolved.TryGetProperty("format", out var format) && format.GetString() == "uuid" ? Uuid() : $"id-{random.Next(50)}",
            };
    }

    /// <summary>JSON for the schema; each value is hostile with the given probability.</summary>
    public string Json(string name, JsonElement schema, ApiOperation operation, double hostile, int depth = 0)
    {
        if (Chance(hostile))
        {
            return Chance(0.5) ? Pick(HostileJson) : Quoted(Chance(0.03) ? new string('A', 100_000) : Pick(HostileTexts));
        }

        var resolved = operation.Resolve(schema);
        if (resolved.TryGetProperty("enum", out var values))
        {
            return Pick([.. values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String)]).GetRawText();
        }

        switch (TypeOf(resolved))
        {
            case "object" when depth < Deepest:
                return Object([.. Members(resolved, operation, hostile, depth)]);
            case "array" when resolved.TryGetProperty("items", out var items) && depth < Deepest:
                return $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 3)).Select(_ => Json(name, items, operation, hostile, depth + 1)))}]";
            case "integer":
                return random.Next(1, 100).ToString(CultureInfo.InvariantCulture);
            case "number":
                return random.NextDouble().ToString("R", CultureInfo.InvariantCulture);
            case "boolean":
                return Chance(0.5) ? "true" : "false";
            default:
                return Quoted(
                    Known.TryGetValue(name, out var known) ? Pick(known)
                    : !resolved.TryGetProperty("format", out var format) ? $"id-{random.Next(1_000_000)}"
                    : format.GetString() switch
                    {
                        "decimal" => (random.Next(1, 1000) / 100m).ToString(CultureInfo.InvariantCulture),
                        "date-time" => "2024-01-01T00:00:00Z",
                        "uuid" => Uuid(),
                        _ => $"id-{random.Next(1_000_000)}",
                    });
        }
    }

    /// <summary>The members that the schema names, as name and JSON.</summary>
    public IEnumerable<(string Name, string Json)> Members(JsonElement schema, ApiOperation operation, double hostile, int depth)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(one => one.GetString()).ToHashSet(StringComparer.Ordinal) : [];
        if (!schema.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        foreach (var property in properties.EnumerateObject().Where(property => required.Contains(property.Name) || Chance(0.7)))
        {
            yield return (property.Name, Json(property.Name, property.Value, operation, hostile, depth + 1));
        }
    }

    public static string Object(IReadOnlyList<(string Name, string Json)> members)
    {
        var text = new StringBuilder("{");
        foreach (var (name, json) in members)
        {
            text.Append(text.Length == 1 ? "" : ",").Append(Quoted(name)).Append(':').Append(json);
        }

        return text.Append('}').ToString();
    }

    public static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? (schema.TryGetProperty("properties", out _) ? "object" : null)
        : type.ValueKind == JsonValueKind.String ? type.GetString()
        : type.EnumerateArray().Select(one => one.GetString()).First(one => one != "null");

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private string Uuid()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
