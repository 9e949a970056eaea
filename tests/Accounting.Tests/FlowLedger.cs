namespace Trading.Accounting.Tests;

/// <summary>An account without positions: what flowed, and what is held at the latest prices.</summary>
internal sealed class FlowLedger(decimal cash)
{
    private readonly Dictionary<string, (decimal Quantity, decimal Mark)> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _funded = new(StringComparer.Ordinal);
    private decimal _cash = cash;

    public decimal Funding { get; private set; }

    public decimal Peak { get; private set; } = cash;

    public decimal MaxDrawdown { get; private set; }

    public decimal Equity => _cash + _held.Values.Sum(held => held.Quantity * held.Mark);

    public void Apply(Fill fill, decimal market)
    {
        var sign = fill.Side == Contracts.Side.Buy ? 1 : -1;
        var received = sign * fill.Quantity - (fill.FeeIn == FeeAsset.Base ? fill.Fee : 0);
        _cash -= sign * fill.Quantity * fill.Price;
        _cash -= fill.FeeIn == FeeAsset.Quote ? fill.Fee : fill.FeeIn == FeeAsset.Other ? fill.Fee * fill.FeePrice : 0;
        _held[fill.Symbol] = (_held.GetValueOrDefault(fill.Symbol).Quantity + received, market);
        Watch();
    }

    public void Mark(string symbol, decimal price)
    {
        _held[symbol] = (_held.GetValueOrDefault(symbol).Quantity, price);
        Watch();
    }

    /// <summary>Takes an amount, which is nothing for a time that was booked.</summary>
    public void Fund(string symbol, decimal amount, DateTime time)
    {
        Assert.True(_funded.GetValueOrDefault(symbol) < time || amount == 0, $"{symbol} was funded twice at {time:O}.");
        _funded[symbol] = time;
        _cash += amount;
        Funding += amount;
        Watch();
    }

    private void Watch()
    {
        Peak = Math.Max(Peak, Equity);
        MaxDrawdown = Math.Max(MaxDrawdown, (Peak - Equity) / Peak);
    }
}
