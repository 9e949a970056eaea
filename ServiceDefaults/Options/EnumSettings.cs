using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Trading.ServiceDefaults.Json;

namespace Trading.ServiceDefaults.Options;

/// <summary>
/// Checks the settings of a section whose type is an enum, as the operator wrote them. The binder takes any number and any list of names;
/// a value that does not exist would match no branch of the code that reads it.
/// </summary>
internal static class EnumSettings
{
    /// <summary>A sentence for every setting that is no name of its enum, in the section and in whatever lies below it.</summary>
    public static IEnumerable<string> Problems(IConfigurationSection section, Type type)
    {
        var bound = Nullable.GetUnderlyingType(type) ?? type;
        if (bound.IsEnum)
        {
            return section.Value is { } written && !EnumNames.Of(bound).Contains(written, StringComparer.OrdinalIgnoreCase)
                ? [$"{section.Path}: '{written}' is none of {string.Join(", ", Enum.GetNames(bound))}."]
                : [];
        }

        if (ElementOf(bound) is { } element)
        {
            return section.GetChildren().SelectMany(child => Problems(child, element));
        }

        return bound.Namespace?.StartsWith(nameof(System), StringComparison.Ordinal) == false
            ? bound.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .SelectMany(property => Problems(section.GetSection(property.Name), property.PropertyType))
            : [];
    }

    /// <summary>What a list or dictionary holds; null for anything else.</summary>
    private static Type? ElementOf(Type type) => type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable)) ? null
        : type.IsArray ? type.GetElementType()
        : type.GenericTypeArguments.LastOrDefault();
}
