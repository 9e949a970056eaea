namespace Trading.Exchanges.Transport;

/// <summary>Why a request has no result, in the classes that callers branch on.</summary>
public enum VenueFailure
{
    /// <summary>No connection, a broken one, or no answer in time.</summary>
    Unreachable = 0,

    /// <summary>HTTP 5xx or 408: the venue's side.</summary>
    ServerError = 1,

    /// <summary>HTTP 429: over the limit. The gate is already paused.</summary>
    TooManyRequests = 2,

    /// <summary>HTTP 418: the IP is banned. The gate is already paused.</summary>
    Banned = 3,

    /// <summary>The venue does not know the symbol (-1121).</summary>
    UnknownSymbol = 4,

    /// <summary>Any other refusal: the request itself is wrong.</summary>
    Refused = 5,

    /// <summary>The answer is not what the venue documents.</summary>
    Malformed = 6,

    /// <summary>HTTP 404.</summary>
    NotFound = 7,
}
