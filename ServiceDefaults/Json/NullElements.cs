using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Trading.ServiceDefaults.Json;

/// <summary>
/// Refuses a null inside a list or a dictionary. The serializer checks the annotation of a member, but not the one of a list's elements; no
/// body of ours has a meaning for an empty place.
/// </summary>
internal static class NullElements
{
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.ElementType is not { IsValueType: false })
        {
            return;
        }

        if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            type.OnDeserialized = static list =>
            {
                var place = ((IEnumerable)list).Cast<object?>().Index().FirstOrDefault(element => element.Item is null, (-1, null)).Index;
                if (place >= 0)
                {
                    throw new NullElementException($"[{place}]");
                }
            };
        }
        else if (type.Kind == JsonTypeInfoKind.Dictionary)
        {
            type.OnDeserialized = static dictionary =>
            {
                foreach (DictionaryEntry entry in (IDictionary)dictionary)
                {
                    if (entry.Value is null)
                    {
                        throw new NullElementException($"{entry.Key}");
                    }
                }
            };
        }
    }
}

/// <param name="place">Where inside its list or dictionary the null stands.</param>
internal sealed class NullElementException(string place) : JsonException("must not be null.")
{
    public string Place => place;
}
