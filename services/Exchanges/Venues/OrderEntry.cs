using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Venues;

/// <summary>Both ends of trading at a venue.</summary>
/// <param name="Orders">Where orders go.</param>
/// <param name="Reports">Where what happens to them comes from.</param>
public sealed record OrderEntry(IOrderVenue Orders, IUserStream Reports);
