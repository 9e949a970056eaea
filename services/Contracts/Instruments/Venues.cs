namespace Trading.Contracts;

/// <summary>Names of venues that have a meaning of their own; which others there are says <c>Trading.Exchanges.Venues</c>.</summary>
public static class Venues
{
    /// <summary>The exchange simulator: invented money, and recordings whose time is not ours.</summary>
    public const string Simulator = "simulator";
}
