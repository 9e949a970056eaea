using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Trading.ServiceDefaults.Json;

/// <summary>What a body of some type may hold, read from the serializer's own contract of it.</summary>
internal static class BodyContract
{
    /// <summary>The type of what stands at a path of a body; null when the contract does not say.</summary>
    public static Type? TypeAt(Type? body, IEnumerable<string> path, JsonSerializerOptions options)
    {
        var type = body;
        foreach (var step in path)
        {
            if (type is null)
            {
                return null;
            }

            var contract = ContractOf(type, options);
            type = contract.Kind == JsonTypeInfoKind.Object
                ? contract.Properties.FirstOrDefault(
                    property => property.Name.Equals(step, StringComparison.OrdinalIgnoreCase))?.PropertyType
                : contract.ElementType;
        }

        return type;
    }

    public static IReadOnlyList<string> MembersOf(Type? type, JsonSerializerOptions options) =>
        type is null
            ? []
            : [.. ContractOf(type, options).Properties
                .Where(property => property.Set is not null || property.AssociatedParameter is not null)
                .Select(property => property.Name)];

    public static bool IsCollection(Type? type, JsonSerializerOptions options) =>
        type is not null && ContractOf(type, options).ElementType is not null;

    /// <summary>What a value of the type looks like in JSON, to stand behind "must be".</summary>
    public static string RuleOf(Type? type, JsonSerializerOptions options) => type is null ? "of another type" : Plain(type) switch
    {
        var plain when plain == typeof(bool) => "true or false",
        var plain when plain == typeof(string) => "text in quotes",
        var plain when plain == typeof(int) || plain == typeof(long) => "a whole number in the range of its type",
        var plain when plain == typeof(decimal) => "a decimal number, such as \"1.5\"",
        var plain when plain == typeof(double) => "a number",
        var plain when plain == typeof(DateTime) || plain == typeof(DateTimeOffset) => "a time such as 2024-01-31T00:00:00Z",
        var plain when plain == typeof(Guid) => "an id of 32 hexadecimal digits with dashes (a UUID)",
        var plain => ContractOf(plain, options).Kind switch
        {
            JsonTypeInfoKind.Enumerable => "a list in brackets",
            JsonTypeInfoKind.Dictionary => "an object of names and values",
            JsonTypeInfoKind.Object => $"an object with the members {string.Join(", ", MembersOf(plain, options))}",
            _ => "of another type",
        },
    };

    private static JsonTypeInfo ContractOf(Type type, JsonSerializerOptions options) => options.GetTypeInfo(Plain(type));

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
