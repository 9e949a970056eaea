using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Transport;

/// <summary>A request that ended without a result, after all its attempts.</summary>
public sealed class VenueException(VenueFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public VenueFailure Failure { get; } = failure;

    /// <summary>The venue's error code, such as -1121; 0 when it gave none.</summary>
    public int Code { get; init; }

    /// <summary>UTC of the venue from when requests are welcome again; null when it named none.</summary>
    public DateTime? RetryAt { get; init; }

    /// <summary>The same request may succeed later.</summary>
    public bool IsTransient => Failure is VenueFailure.Unreachable or VenueFailure.ServerError or VenueFailure.TooManyRequests
        or VenueFailure.Banned or VenueFailure.Malformed;

    internal static VenueFailure FailureOf(int status, VenueError error) => error switch
    {
        { Class: VenueErrorClass.UnknownSymbol } => VenueFailure.UnknownSymbol,
        { IsUnknown: true } or { Class: VenueErrorClass.Busy } => VenueFailure.ServerError,
        _ => status == 404 ? VenueFailure.NotFound : VenueFailure.Refused,
    };
}
