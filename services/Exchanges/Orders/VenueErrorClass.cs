namespace Trading.Exchanges.Orders;

/// <summary>Classes of refusals, the same for every venue. The names are public: they are codes of events and metric labels.</summary>
public static class VenueErrorClass
{
    public const string InsufficientBalance = "insufficientBalance";
    public const string FilterFailure = "filterFailure";
    public const string DuplicateOrder = "duplicateOrder";
    public const string OrderNotFound = "orderNotFound";
    public const string UnknownSymbol = "unknownSymbol";
    public const string InvalidRequest = "invalidRequest";
    public const string RateLimited = "rateLimited";
    public const string Busy = "busy";
    public const string ClockSkew = "clockSkew";
    public const string BadSignature = "badSignature";
    public const string NotPermitted = "notPermitted";
    public const string MarketClosed = "marketClosed";
    public const string WouldTake = "wouldTake";
    public const string WouldTriggerAtOnce = "wouldTriggerAtOnce";

    /// <summary>The venue could not be reached, so the request provably never arrived.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Not sent: its time to be sent had passed.</summary>
    public const string SentTooLate = "sentTooLate";

    /// <summary>Not sent: the sender withdrew it at the last moment.</summary>
    public const string Withdrawn = "withdrawn";

    public const string Other = "other";
}
