using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>The one account that trades here: its spot balances, its futures wallet and what became of its orders.</summary>
/// <param name="markOf">Mark price of a perpetual.</param>
internal sealed class TradingAccount(SimulatorOptions options, Func<string, decimal> markOf)
{
    private long _ordinal;

    public SpotAccount Spot { get; } = new(options.MakerFee, options.TakerFee);

    public UsdmAccount Futures { get; } = new(options.UsdmWallet, markOf);

    public OrderJournal Journal { get; } = new();

    /// <summary>The newest number that <see cref="NextOrdinal"/> gave.</summary>
    public long Ordinal => Volatile.Read(ref _ordinal);

    /// <summary>A number for an id that a client left to the venue; never the same twice, not even after a restart.</summary>
    public long NextOrdinal() => Interlocked.Increment(ref _ordinal);

    public void StartOrdinalsAbove(long least) => _ordinal = Math.Max(_ordinal, least);

    /// <summary>Where the money of an order of this symbol comes from and goes to.</summary>
    public ISettlement SettlementOf(MarketSpec spec) =>
        spec.Rules.IsSpot ? new SpotSettlement(Spot, spec.BaseAsset, spec.QuoteAsset) : new UsdmSettlement(Futures, spec.Symbol);
}
