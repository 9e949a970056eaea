using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>One endpoint of the venue.</summary>
/// <param name="Weight">Request weight by parameters.</param>
/// <param name="Handler">Writes the body into the call's JSON, or returns the refusal.</param>
internal sealed record Route(string Method, string Path, Access Access, Func<ApiCall, int> Weight, Func<ApiCall, VenueError?> Handler)
{
    public MarketKind Kind { get; init; } = MarketKind.Spot;

    /// <summary>Counts against the order limits; its weight is given back when it succeeds.</summary>
    public bool IsOrder { get; init; }

    /// <summary>May be refused with an unknown outcome by a fault.</summary>
    public bool ChangesOrders { get; init; }
}
