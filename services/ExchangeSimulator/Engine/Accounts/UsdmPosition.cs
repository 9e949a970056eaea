namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>A one-way position; <see cref="Quantity"/> is negative for a short one.</summary>
internal sealed class UsdmPosition(string symbol)
{
    public string Symbol { get; } = symbol;

    public decimal Quantity { get; private set; }

    public decimal EntryPrice { get; private set; }

    public int Leverage { get; set; } = 20;

    public long UpdatedUs { get; private set; }

    /// <summary>Puts back what was held before a restart.</summary>
    public void Restore(decimal quantity, decimal entryPrice, int leverage, long updatedUs) =>
        (Quantity, EntryPrice, Leverage, UpdatedUs) = (quantity, entryPrice, leverage, updatedUs);

    /// <summary>Adds a signed quantity at a price.</summary>
    /// <returns>Profit that the closed part realised.</returns>
    public decimal Apply(decimal signed, decimal price, long timeUs)
    {
        UpdatedUs = timeUs;
        var before = Quantity;
        Quantity += signed;
        if (before == 0 || Math.Sign(before) == Math.Sign(signed))
        {
            EntryPrice = (Math.Abs(before) * EntryPrice + Math.Abs(signed) * price) / Math.Abs(Quantity);
            return 0;
        }

        var closed = Math.Min(Math.Abs(before), Math.Abs(signed));
        var profit = closed * (price - EntryPrice) * Math.Sign(before);
        if (Quantity == 0)
        {
            EntryPrice = 0;
        }
        else if (Math.Sign(Quantity) != Math.Sign(before))
        {
            EntryPrice = price;
        }

        return profit;
    }

    public decimal Unrealized(decimal mark) => Quantity * (mark - EntryPrice);
}
