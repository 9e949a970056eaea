using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Trading.Contracts;

namespace Trading.PaperTrading.Domain;

/// <summary>
/// Cash and positions of one strategy, in quote currency. Every position is valued at the market: the price of the symbol's last trade.
/// Invariants: equity = initial cash + realised + unrealised - fees, exact; the drawdown is at most the largest one. Not safe for
/// concurrent use.
/// </summary>
internal sealed class PaperAccount
{
    private readonly Dictionary<string, Position> _positions = new(StringComparer.Ordinal);

    // Lowest equity since the peak; unknown after a restart, so the next low is found again.
    private decimal _trough = decimal.MaxValue;

    public PaperAccount(decimal initialCash)
        : this(new AccountState(initialCash, initialCash, 0, initialCash, 0), [])
    {
    }

    /// <summary>Continues where a stored account stopped.</summary>
    public PaperAccount(AccountState state, IEnumerable<Position> positions)
    {
        (InitialCash, Cash, Fees, PeakEquity, MaxDrawdown) = state;
        foreach (var position in positions)
        {
            _positions[position.Symbol] = position;
        }
    }

    public decimal InitialCash { get; }

    public decimal Cash { get; private set; }

    /// <summary>Paid so far.</summary>
    public decimal Fees { get; private set; }

    public decimal PeakEquity { get; private set; }

    /// <summary>Largest fall from a peak so far, as a fraction of that peak.</summary>
    public decimal MaxDrawdown { get; private set; }

    public IReadOnlyCollection<Position> Positions => _positions.Values;

    public AccountState State => new(InitialCash, Cash, Fees, PeakEquity, MaxDrawdown);

    public Position PositionOf(string symbol) =>
        _positions.TryGetValue(symbol, out var position) ? position : new Position(symbol, 0, 0, 0, 0);

    /// <summary>Books a fill and values the account again; returns what the fill realised, fees not included.</summary>
    /// <param name="marketPrice">Price of the symbol's last trade, which the fill's own price differs from by the slippage.</param>
    public decimal Apply(in Fill fill, decimal marketPrice)
    {
        var before = PositionOf(fill.Symbol);
        var signed = fill.Side == Side.Buy ? fill.Quantity : -fill.Quantity;
        var after = before.After(signed, fill.Price);
        _positions[fill.Symbol] = after with { Mark = marketPrice };
        Cash -= signed * fill.Price + fill.Fee;
        Fees += fill.Fee;
        Revalue();
        return after.RealizedPnl - before.RealizedPnl;
    }

    /// <summary>Takes a new price and with it a new equity, peak and drawdown.</summary>
    public AccountValue Mark(string symbol, decimal price)
    {
        ref var position = ref CollectionsMarshal.GetValueRefOrNullRef(_positions, symbol);
        if (!Unsafe.IsNullRef(ref position))
        {
            position = position with { Mark = price };
        }

        return Revalue();
    }

    public AccountValue Value()
    {
        decimal value = 0, cost = 0, realized = 0, gross = 0;
        foreach (var position in _positions.Values)
        {
            realized += position.RealizedPnl;
            if (!position.IsFlat)
            {
                var worth = position.Value;
                value += worth;
                cost += position.Cost;
                gross += Math.Abs(worth);
            }
        }

        return new AccountValue(Cash + value, realized, value - cost, gross, PeakEquity);
    }

    private AccountValue Revalue()
    {
        var value = Value();
        if (value.Equity >= PeakEquity)
        {
            PeakEquity = _trough = value.Equity;
            return value with { PeakEquity = PeakEquity };
        }

        // The drawdown can only grow at a new low after the peak: no division for any other price.
        if (value.Equity < _trough)
        {
            _trough = value.Equity;
            MaxDrawdown = Math.Max(MaxDrawdown, value.Drawdown);
        }

        return value;
    }
}
