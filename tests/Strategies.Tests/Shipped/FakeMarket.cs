using Trading.Contracts;

namespace Trading.Strategies.Tests.Shipped;

/// <summary>Takes every order, without costs. The host fills them.</summary>
internal sealed class FakeMarket(FakeHost host, string symbol, int index, bool canSellShort) : Market
{
    private readonly List<WorkingOrder> _orders = [];
    private decimal _price;
    private decimal _quantity;
    private decimal _entry;

    public override string Venue => "fake";

    public override string Symbol => symbol;

    public override int Index => index;

    public override decimal LastPrice => _price;

    public override BookTop? Top => null;

    public override decimal Quantity => _quantity;

    public override decimal AverageEntryPrice => _entry;

    public override bool CanSellShort => canSellShort;

    public override IReadOnlyList<WorkingOrder> Orders => _orders;

    public override WorkingOrder? Submit(OrderRequest request)
    {
        Assert.Null(request.Problem());
        var price = request.Price ?? _price;
        var change = request.Size.Kind switch
        {
            SizeKind.Quantity => request.Size.Value,
            SizeKind.CashFraction => host.Cash * request.Size.Value / price,
            SizeKind.EquityFraction => host.Equity * request.Size.Value / price,
            SizeKind.Risk => host.Equity * request.Size.Value / Math.Abs(price - request.Size.StopPrice),
            SizeKind.Target => host.Equity * request.Size.Value / price - _quantity,
            _ => throw new NotSupportedException(request.Size.Kind.ToString()),
        };
        if (!host.TakesOrders || change == 0)
        {
            return null;
        }

        var order = new WorkingOrder
        {
            Id = $"{host.Requests.Count}",
            Symbol = symbol,
            Side = Side(),
            Kind = request.Kind,
            Quantity = Math.Abs(change),
            Price = request.Price,
            ReduceOnly = request.ReduceOnly,
            StopLoss = request.StopLoss,
            TakeProfit = request.TakeProfit,
            Tag = request.Tag,
            DecisionPrice = _price,
            DecidedAt = host.Now,
            ActiveAt = host.Now,
        };
        host.Requests.Add(order);
        _orders.Add(order);
        return order;

        Side Side() => request.Size.Kind != SizeKind.Target ? request.Side : change > 0 ? Contracts.Side.Buy : Contracts.Side.Sell;
    }

    public override bool Cancel(string orderId) => _orders.RemoveAll(order => order.Id == orderId) > 0;

    /// <summary>Fills what the open or the range of a bar fills, tells the strategy, and moves the price to its close.</summary>
    public void Take(Strategy strategy, in Bar bar)
    {
        foreach (var order in _orders.ToList())
        {
            var limit = order.Kind == OrderKind.Limit ? order.Price!.Value : bar.Open;
            if (order.Kind == OrderKind.Market || (order.Side == Side.Buy ? bar.Low < limit : bar.High > limit))
            {
                Fill(strategy, order, limit);
            }
        }

        _price = bar.Close;
    }

    private void Fill(Strategy strategy, WorkingOrder order, decimal price)
    {
        var change = order.Side == Side.Buy ? order.Quantity : -order.Quantity;
        Assert.True(!order.ReduceOnly || Math.Abs(_quantity + change) < Math.Abs(_quantity), "A reduce-only order does not open.");
        _entry = _quantity * change < 0 ? _entry : (_quantity * _entry + change * price) / (_quantity + change);
        _quantity += change;
        Assert.True(canSellShort || _quantity >= 0, "There is no short position here.");
        host.CashHeld -= change * price;
        order.FilledQuantity = order.Quantity;
        _orders.Remove(order);
        strategy.OnFill(
            this, new OrderFill(order, price, order.Quantity, 0, 0, Liquidity.Taker, host.Now, FillRule.NextOpen, price, _quantity));
    }
}
