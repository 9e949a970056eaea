using System.Text.Json;

namespace Trading.Testing.Api;

/// <summary>One operation of an OpenAPI document: where it is, what it takes.</summary>
/// <param name="Server">Base address that serves the document.</param>
/// <param name="Path">Route template, such as <c>/orders/{id}</c>.</param>
/// <param name="Body">Schema of the JSON body; null when the operation takes none.</param>
/// <param name="BodyRequired">False when the operation does without its body too.</param>
/// <param name="Document">The document's root, for references.</param>
public sealed record ApiOperation(Uri Server, string Method, string Path, IReadOnlyList<ApiParameter> Parameters, JsonElement? Body, bool BodyRequired, JsonElement Document)
{
    private const string JsonBody = "application/json";

    public bool Changes => Method is not "GET";

    /// <summary>Every operation of a document, in its order: a new route is found by itself.</summary>
    public static IReadOnlyList<ApiOperation> Of(Uri server, JsonElement document)
    {
        List<ApiOperation> found = [];
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(member => member.Name is "get" or "post" or "put" or "patch" or "delete"))
            {
                found.Add(new ApiOperation(server, operation.Name.ToUpperInvariant(), path.Name, ParametersOf(operation.Value), BodyOf(operation.Value), RequiresBody(operation.Value), document));
            }
        }

        return found;
    }

    /// <summary>The schema itself, behind its reference and outside a union with null.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = Document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
            }
            else if (schema.TryGetProperty("oneOf", out var options))
            {
                schema = options.EnumerateArray().First(option => !IsNull(option));
            }
            else
            {
                return schema;
            }
        }
    }

    public override string ToString() => $"{Method} {Path}";

    private static bool IsNull(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null";

    private static List<ApiParameter> ParametersOf(JsonElement operation) => operation.TryGetProperty("parameters", out var list)
        ? [.. list.EnumerateArray().Select(one => new ApiParameter(one.GetProperty("name").GetString()!, one.GetProperty("in").GetString()!, one.GetProperty("schema")))]
        : [];

    private static JsonElement? BodyOf(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty(JsonBody, out var content)
            ? content.GetProperty("schema")
            : null;

    private static bool RequiresBody(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && body.TryGetProperty("required", out var required) && required.GetBoolean();
}

/// <param name="In"><c>path</c>, <c>query</c> or <c>header</c>.</param>
public sealed record ApiParameter(string Name, string In, JsonElement Schema);
