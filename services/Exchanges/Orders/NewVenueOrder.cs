using Trading.Contracts;

namespace Trading.Exchanges.Orders;

/// <summary>What goes to the venue.</summary>
/// <param name="SendBefore">UTC. Past it the order is not sent any more: the other half of the proof that an absent order stays
/// absent.</param>
/// <param name="MaySend">Asked as the last thing before bytes go out, and again when a refused request is sent a second time. False: it is
/// not sent.</param>
public sealed record NewVenueOrder(
    string Symbol,
    string ClientOrderId,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    decimal Quantity,
    decimal? Price,
    decimal? StopPrice,
    DateTime SendBefore,
    Func<bool> MaySend);
