namespace Trading.ServiceDefaults.Logs;

/// <summary>
/// Which names name a secret: <c>*key*</c>, <c>*secret*</c>, <c>*token*</c>, <c>*password*</c>, <c>*signature*</c>, authorization, cookies.
/// </summary>
public static class SecretKeys
{
    private static readonly string[] Parts =
        ["key", "secret", "token", "password", "passwd", "pwd", "passphrase", "signature", "authorization", "credential", "cookie"];

    public static bool IsSecret(ReadOnlySpan<char> name)
    {
        foreach (var part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
