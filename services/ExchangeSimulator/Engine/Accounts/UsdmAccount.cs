namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>The futures wallet in USDT, cross margin, one-way positions.</summary>
internal sealed class UsdmAccount(decimal wallet, Func<string, decimal> markOf)
{
    public const decimal MakerFee = 0.0002m;
    public const decimal TakerFee = 0.0005m;

    private readonly SortedDictionary<string, UsdmPosition> _positions = new(StringComparer.Ordinal);

    public decimal Wallet { get; private set; } = wallet;

    public decimal OrderMargin { get; private set; }

    public IReadOnlyCollection<UsdmPosition> Positions => _positions.Values;

    public decimal Unrealized => _positions.Values.Sum(p => p.Quantity == 0 ? 0 : p.Unrealized(markOf(p.Symbol)));

    public decimal PositionMargin => _positions.Values.Sum(p => p.Quantity == 0 ? 0 : Math.Abs(p.Quantity) * markOf(p.Symbol) / p.Leverage);

    public decimal Available => Math.Max(0, Wallet + Unrealized - PositionMargin - OrderMargin);

    public decimal MarkOf(string symbol) => markOf(symbol);

    public UsdmPosition PositionOf(string symbol)
    {
        if (!_positions.TryGetValue(symbol, out var position))
        {
            _positions.Add(symbol, position = new UsdmPosition(symbol));
        }

        return position;
    }

    /// <summary>Puts back what was held before a restart.</summary>
    public void Restore(decimal wallet, decimal orderMargin) => (Wallet, OrderMargin) = (wallet, orderMargin);

    public void Change(decimal amount) => Wallet += amount;

    public void Reserve(decimal margin) => OrderMargin += margin;
}

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
