using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>What has happened to the account since it was last written.</summary>
internal sealed class AccountChanges
{
    /// <summary>Nothing is collected for an account that lives in memory only.</summary>
    public bool IsWanted { get; set; }

    public List<OrderRequest> Requests { get; } = [];

    public List<ClientFill> Fills { get; } = [];

    /// <summary>Orders that changed, with their market.</summary>
    public Dictionary<ClientOrder, MarketKind> Orders { get; } = [];

    /// <summary>Something else of the account changed, such as a leverage.</summary>
    public bool Account { get; set; }

    public bool IsEmpty => !Account && Requests.Count + Fills.Count + Orders.Count == 0;

    public void Clear()
    {
        Requests.Clear();
        Fills.Clear();
        Orders.Clear();
        Account = false;
    }
}
