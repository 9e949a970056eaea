using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>A symbol within an engine: its prices, its orders and its position.</summary>
internal sealed class EngineMarket(TradingEngine engine, MarketSetup setup, int index, RecentTrades recent) : Market
{
    private decimal _lastPrice;

    public override string Venue => engine.Setup.Venue;

    public override string Symbol => setup.Symbol;

    public override int Index => index;

    public override decimal LastPrice => _lastPrice;

    public override BookTop? Top => CurrentTop;

    public override decimal Quantity => engine.Account.QuantityOf(Handle);

    public override decimal AverageEntryPrice => engine.Account.PositionOf(setup.Symbol).AverageEntryPrice;

    public override bool CanSellShort => setup.CanSellShort;

    public override IReadOnlyList<WorkingOrder> Orders => Working;

    public MarketSetup Setup => setup;

    /// <summary>Of the account.</summary>
    public int Handle { get; } = engine.Account.Register(setup.Symbol);

    public List<WorkingOrder> Working { get; } = [];

    /// <summary>Empty in a run on bars alone.</summary>
    public RecentTrades Recent => recent;

    /// <summary>Of the newest trade that was taken; 0 before the first.</summary>
    public long LastTradeId { get; set; }

    /// <summary>UTC time of the first trade that was taken; null in a run on bars alone.</summary>
    public DateTime? TradesFrom { get; set; }

    public BookTop? CurrentTop { get; set; }

    /// <summary>Null where no depth is recorded.</summary>
    public DepthBook? Depth { get; set; }

    /// <summary>UTC time of the fill that opened the position; null when flat.</summary>
    public DateTime? OpenedAt { get; set; }

    /// <summary>UTC: no entry before it.</summary>
    public DateTime? CoolUntil { get; set; }

    public override WorkingOrder? Submit(OrderRequest request) => engine.Submit(this, request);

    public override bool Cancel(string orderId)
    {
        var order = Working.Find(each => each.Id == orderId);
        if (order is null)
        {
            return false;
        }

        engine.End(this, order, OrderEnd.Cancelled);
        return true;
    }

    public void SetPrice(decimal price) => _lastPrice = price;
}
