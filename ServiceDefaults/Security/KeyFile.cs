using System.Security.Cryptography;
using System.Text;

namespace Trading.ServiceDefaults.Security;

/// <summary>
/// Reads the lines of a key file: <c>role:key</c>, comments behind <c>#</c>. A complaint names a line, never what stands in it.
/// </summary>
internal static class KeyFile
{
    private const int ShortestKey = 16;

    public static List<(ApiRole Role, byte[] Digest)> Read(IEnumerable<string> lines, List<string> complaints)
    {
        var keys = new List<(ApiRole Role, byte[] Digest)>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var key = line[(colon + 1)..];
            if (colon < 0 || ApiRoleNames.Find(line.AsSpan(0, colon)) is not { } role)
            {
                complaints.Add($"line {number}: it does not begin with viewer:, trader: or admin:");
            }
            else if (key.Length < ShortestKey || !key.All(character => character is > ' ' and <= '~'))
            {
                complaints.Add($"line {number}: the key is not {ShortestKey} or more ASCII characters without spaces");
            }
            else if (!seen.TryAdd(key, number))
            {
                complaints.Add($"line {number}: the key of line {seen[key]} again");
            }
            else
            {
                keys.Add((role, Digest(key)));
            }
        }

        return keys;
    }

    public static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
