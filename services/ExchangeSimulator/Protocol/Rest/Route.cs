using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>What an endpoint asks of its caller.</summary>
internal enum Access
{
    Public,

    /// <summary>The API key, without a signature.</summary>
    Key,

    /// <summary>Key, timestamp and signature.</summary>
    Signed,
}

/// <summary>One endpoint of the venue.</summary>
/// <param name="Weight">Request weight by parameters.</param>
/// <param name="Handler">
/// Gives the body, or a <see cref="Engine.Matching.VenueError"/>. A parameter that could not be read is answered with its error whatever
/// the
/// handler gives, so only a handler that changes something looks at <see cref="ApiCall.Error"/> itself.
/// </param>
internal sealed record Route(
    MarketKind Kind, string Method, string Path, Access Access, Func<ApiCall, int> Weight, Func<ApiCall, object> Handler)
{
    /// <summary>Counts against the order limits; its weight is given back when it succeeds.</summary>
    public bool IsOrder { get; init; }

    /// <summary>May be refused with an unknown outcome by a fault.</summary>
    public bool ChangesOrders { get; init; }
}
