using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Api;

/// <summary>Body of <c>PUT /risk/limits</c>. A limit that is left out stays as it is: forgetting one must not loosen it.</summary>
internal sealed record LimitsBody
{
    /// <summary>Whose limits; also taken from the query. May be left out where the run has one venue.</summary>
    public string? Venue { get; init; }

    public decimal? MaxNotional { get; init; }

    public decimal? MaxOrderQuantity { get; init; }

    public decimal? PriceCollarRatio { get; init; }

    public int? MaxReferenceAgeMs { get; init; }

    public int? MaxRequestAgeMs { get; init; }

    public int? MaxOpenOrders { get; init; }

    public int? MaxOrdersPerSecond { get; init; }

    public decimal? MaxPosition { get; init; }

    public decimal? MaxExposure { get; init; }

    public RiskLimits Over(RiskLimits present)
    {
        return present with
        {
            MaxNotional = MaxNotional ?? present.MaxNotional,
            MaxOrderQuantity = MaxOrderQuantity ?? present.MaxOrderQuantity,
            PriceCollarRatio = PriceCollarRatio ?? present.PriceCollarRatio,
            MaxReferenceAgeMs = MaxReferenceAgeMs ?? present.MaxReferenceAgeMs,
            MaxRequestAgeMs = MaxRequestAgeMs ?? present.MaxRequestAgeMs,
            MaxOpenOrders = MaxOpenOrders ?? present.MaxOpenOrders,
            MaxOrdersPerSecond = MaxOrdersPerSecond ?? present.MaxOrdersPerSecond,
            MaxPosition = MaxPosition ?? present.MaxPosition,
            MaxExposure = MaxExposure ?? present.MaxExposure,
        };
    }
}
