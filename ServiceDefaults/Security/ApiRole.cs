namespace Trading.ServiceDefaults.Security;

/// <summary>What an API key may do; a higher role may do all that a lower one may.</summary>
public enum ApiRole
{
    Viewer = 0,
    Trader = 1,
    Admin = 2,
}
