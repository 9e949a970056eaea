namespace Trading.OrderExecution.Domain;

/// <summary>
/// An account in one currency. On a cash account (spot) the value bound by open orders counts as the margin used.
/// </summary>
internal sealed record AccountValue(decimal Balance, decimal Equity, decimal MarginUsed)
{
    /// <summary>Assets that are held and that no price is known of: <see cref="Equity"/> is without them.</summary>
    public IReadOnlyList<string> Unpriced { get; init; } = [];

    public decimal MarginFree => Equity - MarginUsed;

    /// <summary>0 to 1; 0 for an empty account.</summary>
    public decimal MarginUsageRatio => Equity <= 0 ? 0 : MarginUsed / Equity;

    /// <param name="priceOf">Price of an asset in <paramref name="currency"/>; null when none is known: such an asset counts
    /// nothing.</param>
    public static AccountValue Of(AccountSnapshot snapshot, string currency, Func<string, decimal?> priceOf)
    {
        decimal cash = 0, equity = 0, locked = 0;
        var unpriced = new List<string>();
        foreach (var balance in snapshot.Balances)
        {
            var isCash = balance.Asset == currency;
            var known = isCash ? 1m : priceOf(balance.Asset);
            if (known is null && balance.Free + balance.Locked != 0)
            {
                unpriced.Add(balance.Asset);
            }

            var price = known ?? 0;
            cash += isCash ? balance.Free + balance.Locked : 0;
            equity += (balance.Free + balance.Locked) * price;
            locked += balance.Locked * price;
        }

        return new AccountValue(cash, equity, locked) { Unpriced = unpriced };
    }
}
