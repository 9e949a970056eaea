namespace Trading.Exchanges.Orders;

/// <summary>Holding of one asset. <paramref name="Locked"/> is bound by open orders.</summary>
public sealed record VenueBalance(string Asset, decimal Free, decimal Locked);
