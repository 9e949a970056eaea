namespace Trading.OrderExecution.Domain;

/// <summary>
/// An account in one currency. On a cash account (spot) the value bound by open orders counts as the margin used.
/// </summary>
public sealed record AccountValue(decimal Balance, decimal Equity, decimal MarginUsed)
{
    public decimal MarginFree => Equity - MarginUsed;

    /// <summary>0 to 1; 0 for an empty account.</summary>
    public decimal MarginUsageRatio => Equity <= 0 ? 0 : MarginUsed / Equity;

    /// <param name="priceOf">Price of an asset in <paramref name="currency"/>; null when none is known: such an asset counts nothing.</param>
    public static AccountValue Of(AccountSnapshot snapshot, string currency, Func<string, decimal?> priceOf)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(priceOf);
        decimal cash = 0, equity = 0, locked = 0;
        foreach (var balance in snapshot.Balances)
        {
            var isCash = balance.Asset == currency;
            var price = isCash ? 1m : priceOf(balance.Asset) ?? 0;
            cash += isCash ? balance.Free + balance.Locked : 0;
            equity += (balance.Free + balance.Locked) * price;
            locked += balance.Locked * price;
        }

        return new AccountValue(cash, equity, locked);
    }
}
