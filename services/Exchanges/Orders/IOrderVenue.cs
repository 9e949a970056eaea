using Trading.Contracts;

namespace Trading.Exchanges.Orders;

/// <summary>A place that executes orders. Refusals and unknown outcomes are values; nothing here resends an order.</summary>
public interface IOrderVenue
{
    /// <summary>Venue name, as in <see cref="Venues"/>.</summary>
    string Name { get; }

    /// <summary>Protocol of order entry, the <c>protocol</c> label of metrics: <c>rest</c> or <c>sim</c>.</summary>
    string Protocol { get; }

    /// <summary>How long after signing the venue may still take an order: absence is proven only once this has passed.</summary>
    TimeSpan AcceptanceWindow { get; }

    /// <summary>Sends a new order at most once. Not cancellable: once sent, only the outcome says what happened.</summary>
    Task<OrderOutcome> PlaceAsync(NewVenueOrder order);

    /// <summary>Cancels by client order id. Safe to repeat.</summary>
    Task<OrderOutcome> CancelAsync(string symbol, string clientOrderId, CancellationToken cancellationToken);

    Task<OrderLookup> QueryAsync(string symbol, string clientOrderId, CancellationToken cancellationToken);

    /// <summary>Open orders of one symbol, or null when the venue did not answer.</summary>
    Task<IReadOnlyList<VenueOrder>?> OpenOrdersAsync(string symbol, CancellationToken cancellationToken);

    /// <summary>Every fill of one order, or null when the venue did not answer.</summary>
    Task<IReadOnlyList<VenueFill>?> FillsAsync(string symbol, string venueOrderId, CancellationToken cancellationToken);

    /// <summary>Balances of the trading account, or null when the venue did not answer.</summary>
    Task<IReadOnlyList<VenueBalance>?> BalancesAsync(CancellationToken cancellationToken);

    /// <summary>Order rules of the symbols, or null when the venue did not answer.</summary>
    Task<IReadOnlyList<Instrument>?> InstrumentsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken);

    /// <summary>True while the venue's last answer was an answer, whatever it said.</summary>
    bool IsConnected { get; }
}
