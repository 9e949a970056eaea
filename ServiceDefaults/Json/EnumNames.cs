using System.Text.Json;

namespace Trading.ServiceDefaults.Json;

/// <summary>
/// The names of an enum's values as they stand in JSON and in queries: lower camel case. Only a whole name is a value: a number and a list
/// of names, which <see cref="Enum.TryParse{TEnum}(string, out TEnum)"/> takes too, are none.
/// </summary>
public static class EnumNames
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.ByValue.GetValueOrDefault(value) ?? value.ToString();

    public static IEnumerable<string> Of(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    /// <summary>The value of a name, in whatever case it is written.</summary>
    public static bool TryParse<TEnum>(string? name, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return name is not null && Names<TEnum>.ByName.TryGetValue(name, out value);
    }

    /// <summary>All names, separated by commas.</summary>
    public static string List<TEnum>()
        where TEnum : struct, Enum => Names<TEnum>.List;

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<string, TEnum> ByName = Enum.GetNames<TEnum>()
            .ToDictionary(JsonNamingPolicy.CamelCase.ConvertName, Enum.Parse<TEnum>, StringComparer.OrdinalIgnoreCase);

        public static readonly Dictionary<TEnum, string> ByValue = ByName.GroupBy(pair => pair.Value, pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.First());

        public static readonly string List = string.Join(", ", ByName.Keys);
    }
}
