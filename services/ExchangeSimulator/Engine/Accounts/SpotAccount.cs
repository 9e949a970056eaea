namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>Balances of the trading account by asset: what is free, and what open orders have locked.</summary>
internal sealed class SpotAccount(decimal makerFee, decimal takerFee)
{
    private readonly SortedDictionary<string, (decimal Free, decimal Locked)> _balances = new(StringComparer.Ordinal);

    public decimal MakerFee { get; } = makerFee;

    public decimal TakerFee { get; } = takerFee;

    public IReadOnlyDictionary<string, (decimal Free, decimal Locked)> Balances => _balances;

    public void Deposit(string asset, decimal amount) => Change(asset, amount);

    /// <summary>Puts back what was held before a restart.</summary>
    public void Restore(string asset, decimal free, decimal locked) => _balances[asset] = (free, locked);

    public bool TryLock(string asset, decimal amount)
    {
        var (free, locked) = _balances.GetValueOrDefault(asset);
        if (free < amount)
        {
            return false;
        }

        _balances[asset] = (free - amount, locked + amount);
        return true;
    }

    public void Unlock(string asset, decimal amount)
    {
        var (free, locked) = _balances.GetValueOrDefault(asset);
        _balances[asset] = (free + amount, locked - amount);
    }

    public void Change(string asset, decimal amount)
    {
        var (free, locked) = _balances.GetValueOrDefault(asset);
        _balances[asset] = (free + amount, locked);
    }
}
