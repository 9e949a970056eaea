namespace Trading.ServiceDefaults.Security;

/// <summary>The roles as the key file and the authorization policies write them.</summary>
internal static class ApiRoleNames
{
    private static readonly string[] Names = [.. Enum.GetNames<ApiRole>().Select(name => name.ToLowerInvariant())];

    public static string Name(this ApiRole role) => Names[(int)role];

    /// <summary>The names of this role and of every higher one.</summary>
    public static string[] NamesFrom(ApiRole role) => Names[(int)role..];

    /// <summary>Names only: a number is no role.</summary>
    public static ApiRole? Find(ReadOnlySpan<char> text)
    {
        for (var role = 0; role < Names.Length; role++)
        {
            if (text.Equals(Names[role], StringComparison.OrdinalIgnoreCase))
            {
                return (ApiRole)role;
            }
        }

        return null;
    }
}
