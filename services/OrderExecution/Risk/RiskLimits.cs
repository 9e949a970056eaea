using System.Globalization;

namespace Trading.OrderExecution.Risk;

/// <summary>What the risk gate lets pass. Every limit is inclusive; 0 switches a limit off, except where noted.</summary>
internal sealed record RiskLimits
{
    /// <summary>As of an order's quantity and price: a limit above it limits nothing and is a slip of the pen.</summary>
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>Largest price times quantity of one order, quote currency.</summary>
    public decimal MaxNotional { get; init; } = 50_000;

    /// <summary>Largest quantity of one order, base currency.</summary>
    public decimal MaxOrderQuantity { get; init; } = 1_000;

    /// <summary>Largest distance of a limit or stop price from the reference price, as a part of it: 0.05 is 5 %.</summary>
    public decimal PriceCollarRatio { get; init; } = 0.05m;

    /// <summary>A reference price older than this counts as none. Never off: an order without a fresh price is denied.</summary>
    public int MaxReferenceAgeMs { get; init; } = 15_000;

    /// <summary>A request that was made longer ago than this, and waited in a queue, is denied.</summary>
    public int MaxRequestAgeMs { get; init; } = 30_000;

    /// <summary>Open orders per account, the new one included.</summary>
    public int MaxOpenOrders { get; init; } = 200;

    /// <summary>Orders per account within any second, the new one included.</summary>
    public int MaxOrdersPerSecond { get; init; } = 50;

    /// <summary>Largest net position per account and symbol, quote currency at the reference price, if every open order filled.</summary>
    public decimal MaxPosition { get; init; } = 250_000;

    /// <summary>Largest sum of absolute positions per account, quote currency at the reference prices, if the order filled.</summary>
    public decimal MaxExposure { get; init; } = 500_000;

    /// <summary>Names of the limits that cannot be: empty when all can.</summary>
    public IReadOnlyDictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        void Check(bool ok, string name, string message)
        {
            if (!ok)
            {
                errors[name] = [message];
            }
        }

        void CheckAmount(decimal amount, string name) => Check(
            amount is >= 0 and <= Largest,
            name,
            string.Create(CultureInfo.InvariantCulture, $"From 0 (no limit) to {Largest}; {amount} was given."));

        CheckAmount(MaxNotional, "maxNotional");
        CheckAmount(MaxOrderQuantity, "maxOrderQuantity");
        Check(PriceCollarRatio is >= 0 and <= 1, "priceCollarRatio", "From 0 to 1.");
        Check(MaxReferenceAgeMs is >= 100 and <= 3_600_000, "maxReferenceAgeMs", "From 100 to 3600000.");
        Check(MaxRequestAgeMs >= 0, "maxRequestAgeMs", "Not below 0.");
        Check(MaxOpenOrders >= 0, "maxOpenOrders", "Not below 0.");
        Check(MaxOrdersPerSecond >= 0, "maxOrdersPerSecond", "Not below 0.");
        CheckAmount(MaxPosition, "maxPosition");
        CheckAmount(MaxExposure, "maxExposure");
        return errors;
    }
}
