using System.Collections.Concurrent;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>Balances as last read from the venue, in memory.</summary>
internal sealed class BalanceCache(ReferencePrices prices, OrdersOptions options)
{
    private readonly ConcurrentDictionary<string, AccountSnapshot> _accounts = new(StringComparer.Ordinal);

    public IEnumerable<AccountSnapshot> All() => _accounts.Values;

    public string Names() => string.Join(", ", _accounts.Keys.Order(StringComparer.Ordinal));

    public AccountSnapshot? Find(string account) => _accounts.GetValueOrDefault(account);

    public void Observe(AccountSnapshot account)
    {
        _accounts[account.Account] = account;
    }

    public AccountValue ValueOf(AccountSnapshot account) =>
        AccountValue.Of(account, options.QuoteCurrency, asset => prices.Find(asset + options.QuoteCurrency)?.Price);
}
