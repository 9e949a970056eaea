using Trading.Contracts;

namespace Trading.Exchanges.Ticks;

/// <summary>A bar as the venue itself computed it and sent it on its kline stream.</summary>
public readonly record struct VenueBar(int Symbol, Bar Bar);
