namespace Trading.ServiceDefaults.Json;

/// <summary>Finds the known name that is nearest to a misspelt one.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>Null when no name is near. Case and punctuation do not count: <c>reduce_only</c> is <c>reduceOnly</c>.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        var wanted = Plain(written);
        if (wanted.Length is 0 or > LongestName)
        {
            return null;
        }

        var (name, distance) = names.Select(name => (Name: name, Distance: Distance(wanted, Plain(name))))
            .OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return name is not null && distance <= Math.Max(1, wanted.Length / 3) ? name : null;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Letters to insert, leave out or change (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
