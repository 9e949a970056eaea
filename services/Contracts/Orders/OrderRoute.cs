namespace Trading.Contracts;

/// <summary>Where an order is executed.</summary>
public enum OrderRoute : byte
{
    /// <summary>The router decides.</summary>
    Auto = 0,

    /// <summary>Passed on to a liquidity provider (a venue).</summary>
    Abook = 1,

    /// <summary>Filled internally against the house.</summary>
    Bbook = 2,
}
