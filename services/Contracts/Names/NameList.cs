namespace Trading.Contracts;

/// <summary>Names in a sentence for people: all of them, or the first and how many more there are.</summary>
public static class NameList
{
    private const int Most = 20;

    public static string Of(IReadOnlyCollection<string> names)
    {
        return names.Count <= Most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Most))} and {names.Count - Most} more";
    }
}
