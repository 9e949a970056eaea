using System.Buffers;
using System.Text.RegularExpressions;

namespace Trading.ServiceDefaults.Logs;

/// <summary>
/// Takes secrets out of free text: <c>name=value</c>, <c>name: value</c>, JSON members, query strings, URL user info, bearer tokens,
/// listen keys in paths. Text without any suspicious word is returned as it is, without allocation.
/// </summary>
public static partial class SecretText
{
    public const string Redacted = "[redacted]";

    private const int LongestMs = 1_000;

    private static readonly SearchValues<string> Suspicious = SearchValues.Create(
        [
            "key", "secret", "token", "passw", "pwd", "passphrase", "signature", "authorization", "credential", "cookie",
            "bearer", "basic ", "://",
        ],
        StringComparison.OrdinalIgnoreCase);

    public static string Redact(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspicious))
        {
            return text;
        }

        try
        {
            var clean = Scheme().Replace(text, "${scheme} " + Redacted);
            clean = UserInfo().Replace(clean, "${before}" + Redacted + "@");
            clean = PathSecret().Replace(clean, "/" + Redacted);
            return Named().Replace(clean, "${name}${between}" + Redacted);
        }
        catch (RegexMatchTimeoutException)
        {
            // What cannot be checked in time is not shown.
            return Redacted;
        }
    }

    [GeneratedRegex(
        @"\b(?<scheme>bearer|basic)\s+[^\s""',;]+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        LongestMs)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(?<before>://[^\s/:@]*:)[^\s/@]+@", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, LongestMs)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"/[A-Za-z0-9]{60,}(?![A-Za-z0-9])", RegexOptions.CultureInvariant, LongestMs)]
    private static partial Regex PathSecret();

    [GeneratedRegex(
        @"(?<name>[\w.\-\[\]]{0,64}" +
        @"(key|secret|token|password|passwd|pwd|passphrase|signature|authorization|credential|cookie)[\w.\-\[\]]{0,64})" +
        @"(?<between>\\?[""']?\s*(=>|[=:]|%3D)\s*)" +
        @"(\[redacted\]|(bearer|basic)\s+\[redacted\]|\\""([^""\\]|\\[^""])*\\""|""([^""\\]|\\.)*""?|'[^']*'?|[^\s&,;""'})]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        LongestMs)]
    private static partial Regex Named();
}
