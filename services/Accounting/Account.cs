namespace Trading.Accounting;

/// <summary>
/// Cash and positions of one owner, in quote currency. Every position is valued at the market: the price of the symbol's last trade.
/// Invariants, exact: equity = initial cash + realised + unrealised - fees + funding; on a spot account also equity = cash + the sum of
/// position values. The drawdown is at most the largest one. Not safe for concurrent use.
/// </summary>
public sealed class Account
{
    private readonly Dictionary<string, int> _handles = new(StringComparer.Ordinal);
    private readonly List<SymbolSlot> _slots = [];

    // Cash as if every position had been paid in full: equity is this plus the position values, whatever the terms.
    private decimal _paidCash;
    private decimal _worth;
    private decimal _cost;
    private decimal _realized;

    // Lowest equity since the peak; unknown after a restart, so the next low is found again.
    private decimal _trough = decimal.MaxValue;

    public Account(AccountTerms terms, decimal initialCash)
        : this(terms, new AccountState(initialCash, initialCash, 0, initialCash, 0), [])
    {
    }

    /// <summary>Continues where a stored account stopped.</summary>
    public Account(AccountTerms terms, AccountState state, IEnumerable<Position> positions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.Leverage, 1, nameof(terms));
        Terms = terms;
        (InitialCash, var cash, Fees, PeakEquity, MaxDrawdown, Funding) = state;
        foreach (var position in positions)
        {
            Checked(position.Side);
            _slots[Register(position.Symbol)].Restore(position);
        }

        Sum();
        _paidCash = terms.Mode == MarginMode.Spot ? cash : cash - _cost;
        Equity = _paidCash + _worth;
    }

    public AccountTerms Terms { get; }

    public decimal InitialCash { get; }

    /// <summary>On a margin account the wallet balance: initial cash + realised - fees + funding.</summary>
    public decimal Cash => Terms.Mode == MarginMode.Spot ? _paidCash : _paidCash + _cost;

    public decimal Equity { get; private set; }

    /// <summary>Number of symbols with an open position.</summary>
    public int OpenSymbols { get; private set; }

    /// <summary>Paid so far.</summary>
    public decimal Fees { get; private set; }

    /// <summary>Received less paid so far.</summary>
    public decimal Funding { get; private set; }

    public decimal PeakEquity { get; private set; }

    /// <summary>Largest fall from a peak so far, as a fraction of that peak.</summary>
    public decimal MaxDrawdown { get; private set; }

    /// <summary>Those that were ever traded or funded, flat ones too.</summary>
    public IReadOnlyCollection<Position> Positions => [.. _slots.SelectMany(slot => slot.Kept)];

    public AccountState State => new(InitialCash, Cash, Fees, PeakEquity, MaxDrawdown, Funding);

    /// <summary>The handle of a symbol, for <see cref="Mark(int, decimal)"/>.</summary>
    public int Register(string symbol)
    {
        if (_handles.TryGetValue(symbol, out var known))
        {
            return known;
        }

        _slots.Add(new SymbolSlot(symbol, Terms));
        return _handles[symbol] = _slots.Count - 1;
    }

    /// <summary>Of the symbol's positions together, base currency, signed.</summary>
    /// <param name="handle">From <see cref="Register"/>.</param>
    public decimal QuantityOf(int handle) => _slots[handle].Quantity;

    public Position PositionOf(string symbol, PositionSide side = PositionSide.Net) => _handles.TryGetValue(symbol, out var handle)
        ? _slots[handle].PositionOf(Checked(side))
        : new Position(symbol, 0, 0, 0, 0, Checked(side));

    /// <summary>Books a fill and values the account again; returns what the fill realised, fees not included.</summary>
    /// <param name="marketPrice">Price of the symbol's last trade, which the fill's own price differs from by the slippage.</param>
    public decimal Apply(in Fill fill, decimal marketPrice)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fill.Quantity, nameof(fill));
        var side = Checked(fill.PositionSide);
        var realized = _slots[Register(fill.Symbol)].Trade(side, fill.PositionChange, fill.Price, marketPrice);
        var fee = fill.QuoteFee;
        _paidCash -= fill.SignedQuantity * fill.Price + (fill.FeeIn == FeeAsset.Base ? 0 : fee);
        Fees += fee;
        Sum();
        Revalue();
        return realized;
    }

    /// <summary>
    /// Books what the open positions of a symbol pay (negative) or receive: long positions pay a rate above 0. Returns the amount, to 8
    /// decimals. The times of a symbol rise; one that was booked before is not booked twice, nor one within a minute of it.
    /// </summary>
    /// <param name="time">UTC time of the funding at the venue.</param>
    public decimal ApplyFunding(string symbol, decimal rate, decimal markPrice, DateTime time)
    {
        var amount = _slots[Register(symbol)].Fund(rate, markPrice, time);
        _paidCash += amount;
        Funding += amount;
        Revalue();
        return amount;
    }

    /// <summary>Takes a new price and with it a new equity, peak and drawdown. Returns the equity.</summary>
    public decimal Mark(string symbol, decimal price) => _handles.TryGetValue(symbol, out var handle) ? Mark(handle, price) : Equity;

    /// <param name="handle">From <see cref="Register"/>.</param>
    public decimal Mark(int handle, decimal price)
    {
        var slot = _slots[handle];
        if (slot.IsFlat || price == slot.Mark)
        {
            slot.Mark = price;
            return Equity;
        }

        // With one open symbol its value is the sum, and no difference need be added.
        var before = slot.Value;
        slot.MarkAt(price);
        _worth = OpenSymbols == 1 ? slot.Value : _worth + slot.Value - before;
        Revalue();
        return Equity;
    }

    public AccountValue Value()
    {
        decimal gross = 0;
        foreach (var slot in _slots)
        {
            if (!slot.IsFlat)
            {
                gross += slot.Gross;
            }
        }

        return new AccountValue(Equity, _realized, _worth - _cost, gross, PeakEquity);
    }

    /// <summary>What the open positions bind at the latest prices. A spot account has no margin: all its cash is available.</summary>
    public MarginState Margin()
    {
        if (Terms.Mode == MarginMode.Spot)
        {
            return new MarginState(Equity, 0, 0, Math.Max(0, Cash));
        }

        decimal initial = 0;
        foreach (var slot in _slots)
        {
            if (!slot.IsFlat)
            {
                initial += slot.InitialMargin(Terms.Leverage);
            }
        }

        return new MarginState(Equity, initial, Maintenance(), Math.Max(0, Equity - initial));
    }

    /// <summary>
    /// Price of a symbol, to 8 decimals, at which the account is liquidated while the other prices stay; null where no price does that.
    /// A hedged symbol may have one below and one above its mark: this is the nearer one.
    /// </summary>
    public decimal? LiquidationPrice(string symbol)
    {
        if (Terms.Mode == MarginMode.Spot || !_handles.TryGetValue(symbol, out var handle) || _slots[handle].IsFlat)
        {
            return null;
        }

        var slot = _slots[handle];
        return LiquidationPrices.Nearest(slot, Equity - slot.Value - (Maintenance() - slot.MaintenanceMargin(slot.Mark)));
    }

    /// <summary>
    /// The fills that close a margin account whose equity fell to its maintenance margin; none before. The rule is a pessimistic one: every
    /// position is closed at its bankruptcy price, so that nothing is left. Each position bears its part of the equity by its maintenance
    /// margin. A venue may close less and leave a rest. Where a gap made the equity negative, the venue's insurance bears the loss.
    /// </summary>
    public IReadOnlyList<Fill> Liquidation()
    {
        var maintenance = Terms.Mode == MarginMode.Spot ? 0 : Maintenance();
        return maintenance > 0 && Equity <= maintenance ? Closing(Equity / maintenance) : Array.Empty<Fill>();
    }

    private IReadOnlyList<Fill> Closing(decimal marginRatio) => [.. _slots.SelectMany(slot => slot.Close(marginRatio))];

    private decimal Maintenance()
    {
        decimal maintenance = 0;
        foreach (var slot in _slots)
        {
            if (!slot.IsFlat)
            {
                maintenance += slot.MaintenanceMargin(slot.Mark);
            }
        }

        return maintenance;
    }

    private PositionSide Checked(PositionSide side) => side == PositionSide.Net == !Terms.Hedge ? side : throw new ArgumentException(
        Terms.Hedge ? "A position of a hedge account is long or short." : $"A netting account has no {side} position.", nameof(side));

    private void Sum()
    {
        (_worth, _cost, _realized, OpenSymbols) = (0, 0, 0, 0);
        foreach (var slot in _slots)
        {
            _realized += slot.RealizedPnl;
            if (!slot.IsFlat)
            {
                OpenSymbols++;
                _worth += slot.Value;
                _cost += slot.Cost;
            }
        }
    }

    private void Revalue()
    {
        Equity = _paidCash + _worth;
        if (Equity >= PeakEquity)
        {
            PeakEquity = _trough = Equity;
        }
        else if (Equity < _trough)
        {
            // The drawdown can only grow at a new low after the peak: no division for any other price.
            _trough = Equity;
            MaxDrawdown = Math.Max(MaxDrawdown, Value().Drawdown);
        }
    }
}
