using Trading.Contracts;

namespace Trading.Accounting;

/// <summary>What an account holds of one symbol: one net position, or a long and a short one.</summary>
internal sealed class SymbolSlot
{
    // Venues state a settlement some milliseconds after its hour, and not the same ones everywhere. No two are this close.
    private static readonly TimeSpan SameSettlement = TimeSpan.FromMinutes(1);

    private readonly MarginBrackets? _brackets;
    private readonly bool[] _kept = new bool[2];
    private readonly Position[] _positions;
    private DateTime _fundedAt;

    public SymbolSlot(string symbol, AccountTerms terms)
    {
        _brackets = terms.BracketsOf(symbol);
        _positions = terms.Hedge
            ? [new(symbol, 0, 0, 0, 0, PositionSide.Long), new(symbol, 0, 0, 0, 0, PositionSide.Short)]
            : [new(symbol, 0, 0, 0, 0)];
    }

    public bool IsFlat { get; private set; } = true;

    /// <summary>Latest price, quote currency; 0 before the first.</summary>
    public decimal Mark { get; set; }

    /// <summary>Of both positions together, base currency, signed.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>Quote currency, signed.</summary>
    public decimal Value { get; private set; }

    /// <summary>Sum of the absolute position values.</summary>
    public decimal Gross => _positions.Length == 1 ? Math.Abs(Value) : (_positions[0].Quantity - _positions[1].Quantity) * Mark;

    public decimal Cost { get; private set; }

    public decimal RealizedPnl { get; private set; }

    public IEnumerable<Position> Kept => _positions.Where((_, i) => _kept[i]).Select(Current);

    /// <summary>Prices from which on a position is in its next bracket.</summary>
    public IEnumerable<decimal> BracketPrices =>
        from position in _positions
        where !position.IsFlat
        from bracket in _brackets!.All.SkipLast(1)
        select bracket.NotionalCap / Math.Abs(position.Quantity);

    public Position PositionOf(PositionSide side) => Current(_positions[Index(side)]);

    public void Restore(Position position)
    {
        (_positions[Index(position.Side)], _kept[Index(position.Side)]) = (position, true);
        Mark = position.Mark;
        _fundedAt = position.FundedAt > _fundedAt ? position.FundedAt : _fundedAt;
        Sum();
    }

    /// <returns>Profit of what the trade closed.</returns>
    public decimal Trade(PositionSide side, decimal change, decimal price, decimal marketPrice)
    {
        var i = Index(side);
        var before = _positions[i];
        var after = before.After(change, price);
        if (side != PositionSide.Net && !after.IsFlat && after.Quantity > 0 != (side == PositionSide.Long))
        {
            throw new InvalidOperationException(
                $"A trade of {change} {before.Symbol} exceeds the {side} position of {before.Quantity}: it cannot change its side.");
        }

        (_positions[i], _kept[i], Mark) = (after, true, marketPrice);
        Sum();
        return after.RealizedPnl - before.RealizedPnl;
    }

    /// <returns>What was received less paid; 0 for a time that was booked before.</returns>
    public decimal Fund(decimal rate, decimal markPrice, DateTime time)
    {
        if (time - _fundedAt < SameSettlement)
        {
            return 0;
        }

        _fundedAt = time;
        decimal amount = 0;
        for (var i = 0; i < _positions.Length; i++)
        {
            _kept[i] = true;
            amount -= decimal.Round(_positions[i].Quantity * markPrice * rate, 8, MidpointRounding.AwayFromZero);
        }

        return amount;
    }

    public void MarkAt(decimal price)
    {
        Mark = price;
        Value = Quantity * price;
    }

    public decimal InitialMargin(decimal leverage)
    {
        decimal margin = 0;
        foreach (ref readonly var position in _positions.AsSpan())
        {
            margin += _brackets!.Initial(Math.Abs(position.Quantity) * Mark, leverage);
        }

        return margin;
    }

    public decimal MaintenanceMargin(decimal price)
    {
        decimal margin = 0;
        foreach (ref readonly var position in _positions.AsSpan())
        {
            margin += _brackets!.Maintenance(Math.Abs(position.Quantity) * price);
        }

        return margin;
    }

    /// <summary>Fills that close the positions where each gives up a part of its maintenance margin.</summary>
    public IEnumerable<Fill> Close(decimal marginRatio) =>
        from position in _positions
        where !position.IsFlat
        let given = _brackets!.Maintenance(Math.Abs(position.Quantity) * Mark) * marginRatio
        let price = decimal.Round(
            Mark - given / position.Quantity,
            8,
            position.Quantity > 0 ? MidpointRounding.ToPositiveInfinity : MidpointRounding.ToNegativeInfinity)
        select new Fill(
            position.Symbol,
            position.Quantity > 0 ? Side.Sell : Side.Buy,
            Math.Abs(position.Quantity),
            price,
            Fee: 0,
            PositionSide: position.Side);

    private static int Index(PositionSide side) => side == PositionSide.Short ? 1 : 0;

    private Position Current(Position position) => position with { Mark = Mark, FundedAt = _fundedAt };

    private void Sum()
    {
        (IsFlat, Quantity, Cost, RealizedPnl) = (true, 0, 0, 0);
        foreach (ref readonly var position in _positions.AsSpan())
        {
            IsFlat &= position.IsFlat;
            Quantity += position.Quantity;
            Cost += position.Cost;
            RealizedPnl += position.RealizedPnl;
        }

        MarkAt(Mark);
    }
}
