using System.Text.Json;
using Trading.Testing.Api;

namespace Trading.AllInOne.Tests.Gate;

/// <summary>Makes requests from operations: the same seed makes the same requests.</summary>
/// <param name="adminKey">Passes every role.</param>
/// <param name="viewerKey">Passes none that changes something.</param>
internal sealed class RequestForge(IReadOnlyList<ApiOperation> operations, string adminKey, string viewerKey, int seed)
{
    private const string Json = "application/json";

    private static readonly string[] NoObjects = ["[]", "\"text\"", "17", "{", "\u0000", new string('[', 2000), "{\"a\":" + new string('1', 3000)];

    private readonly FuzzValues _values = new(new Random(seed));
    private readonly IReadOnlyList<ApiOperation> _guarded = [.. operations.Where(one => one.Changes && !IsOpen(one))];
    private readonly IReadOnlyList<ApiOperation> _bodied = [.. operations.Where(one => one.Body is { } body && !IsOpen(one) && FuzzValues.TypeOf(one.Resolve(body)) == "object")];

    /// <summary>Refused for certain: by the key, or by a defect of the body.</summary>
    public FuzzRequest Refused() => _values.Chance(0.4) ? Stranger(_values.Pick(_guarded)) : Defect(_values.Pick(_bodied));

    public FuzzRequest Wild()
    {
        var operation = _values.Pick(operations);
        var body = operation.Body is { } schema ? _values.Json("body", schema, operation, hostile: 0.15) : operation.Changes && _values.Chance(0.2) ? "{}" : null;
        return Make(operation, FuzzIntent.Wild, adminKey, body, Json, hostile: 0.3, "any value");
    }

    /// <summary>Reading and the bodies of other programs are open; a certificate is a question that needs a body.</summary>
    private static bool IsOpen(ApiOperation operation) => !operation.Changes || operation.Path is "/downloads/verify" or "/alerts/webhook";

    private FuzzRequest Stranger(ApiOperation operation)
    {
        var body = operation.Body is { } schema ? _values.Json("body", schema, operation, hostile: 0.05) : null;
        var (key, why) = _values.Next(3) switch
        {
            0 => ((string?)null, "no key"),
            1 => ("0123456789abcdef0123456789abcdef", "a wrong key"),
            _ => (viewerKey, "a viewer's key"),
        };
        return Make(operation, FuzzIntent.Stranger, key, body, Json, hostile: 0.1, why);
    }

    private FuzzRequest Defect(ApiOperation operation)
    {
        var schema = operation.Resolve(operation.Body!.Value);
        List<(string Name, string Json)> members = [.. _values.Members(schema, operation, hostile: 0, depth: 0)];
        string? body = null;
        string why;
        switch (_values.Next(6))
        {
            case 0:
                members.Insert(_values.Next(members.Count + 1), ("reduce_only", "true"));
                why = "an unknown member";
                break;
            case 1 when members.Count > 0:
                members.Add(_values.Pick(members));
                why = "a duplicate member";
                break;
            case 2 when Enums(schema, operation) is { Count: > 0 } enums:
                var name = _values.Pick(enums);
                members.RemoveAll(member => member.Name == name);
                members.Add((name, _values.Pick(["0", "1", "\"1\"", "99", "\"buy,sell\"", "\"market, limit\"", "\"none of these\"", "{}"])));
                why = $"{name} is no value of its enum";
                break;
            case 3 when members.Count > 0:
                var index = _values.Next(members.Count);
                members[index] = (members[index].Name, members[index].Json.StartsWith('{') ? "[1]" : "{\"x\":1}");
                why = $"{members[index].Name} has another type";
                break;
            case 4:
                var whole = FuzzValues.Object(members);
                body = whole[..Math.Max(1, whole.Length - 1 - _values.Next(Math.Min(10, whole.Length)))];
                why = "cut off";
                break;
            default:
                body = _values.Pick([.. NoObjects, .. operation.BodyRequired ? ["", "null"] : Array.Empty<string>()]);
                why = "not an object";
                break;
        }

        return Make(operation, FuzzIntent.Defect, adminKey, body ?? FuzzValues.Object(members), Json, hostile: 0, why);
    }

    private static List<string> Enums(JsonElement schema, ApiOperation operation) => schema.TryGetProperty("properties", out var properties)
        ? [.. properties.EnumerateObject().Where(property => operation.Resolve(property.Value).TryGetProperty("enum", out _)).Select(property => property.Name)]
        : [];

    private FuzzRequest Make(ApiOperation operation, FuzzIntent intent, string? key, string? body, string mediaType, double hostile, string why)
    {
        var path = operation.Path;
        List<string> query = [];
        List<(string, string)> headers = [];
        foreach (var parameter in operation.Parameters)
        {
            // A stranger's path is a real one: what no route matches is 404 before anybody is asked for a key.
            var bad = _values.Chance(hostile) && !(parameter.In == "path" && intent == FuzzIntent.Stranger);
            var text = _values.Text(parameter.Name, parameter.Schema, operation, bad);
            switch (parameter.In)
            {
                case "path":
                    path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(text.Length == 0 ? "x" : text), StringComparison.Ordinal);
                    break;
                case "query" when _values.Chance(0.6):
                    query.Add($"{parameter.Name}={Uri.EscapeDataString(text)}");
                    break;
                case "header" when _values.Chance(0.5) && text.All(character => character is >= ' ' and < '\u007f'):
                    headers.Add((parameter.Name, text));
                    break;
                default:
                    break;
            }
        }

        return new FuzzRequest(operation, intent, query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", key, body, mediaType, headers, why);
    }
}
