using System.Collections.Concurrent;
using System.Globalization;
using Trading.Contracts;
using Trading.Exchanges.Orders;

namespace Trading.OrderExecution.Tests.Stubs;

/// <summary>A venue in memory that does what the test says with each placement and remembers everything it was sent.</summary>
internal sealed class ScriptedVenue : IOrderVenue
{
    private readonly ConcurrentDictionary<string, VenueOrder> _orders = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<NewVenueOrder, OrderOutcome>> _script = new();
    private readonly ConcurrentQueue<NewVenueOrder> _sent = new();
    private readonly ConcurrentDictionary<string, decimal> _balances = new(StringComparer.Ordinal) { ["USDT"] = 100_000m, ["BTC"] = 1m };
    private readonly ConcurrentDictionary<string, Side> _sides = new(StringComparer.Ordinal);
    private int _ids;

    public string Name { get; init; } = Venues.Simulator;

    public string Protocol => "sim";

    public TimeSpan AcceptanceWindow { get; set; } = TimeSpan.FromMilliseconds(200);

    public bool IsConnected => true;

    /// <summary>False: queries and cancels get no answer.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>True: open orders stay open whatever is asked.</summary>
    public bool RefusesCancels { get; set; }

    public IReadOnlyCollection<NewVenueOrder> Sent => _sent;

    /// <summary>Whether the question about balances gets an answer; null: as the others.</summary>
    public bool? StatesBalances { get; set; }

    /// <summary>Holds an order between the risk gate and the socket.</summary>
    public Func<NewVenueOrder, Task>? BeforeSend { get; set; }

    /// <summary>Holds an order at the venue.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>The venue states its order rules once this is done.</summary>
    public TaskCompletionSource? RulesGate { get; set; }

    /// <summary>Client order ids of queries and cancels.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public void Next(Func<NewVenueOrder, OrderOutcome> behaviour) => _script.Enqueue(behaviour);

    public async Task<OrderOutcome> PlaceAsync(NewVenueOrder order)
    {
        if (BeforeSend is { } before)
        {
            await before(order);
        }

        if (!order.MaySend())
        {
            return new OrderOutcome.Rejected(new VenueRefusal(VenueErrorClass.Withdrawn, 0, "Not sent."));
        }

        _sent.Enqueue(order);
        _sides[order.ClientOrderId] = order.Side;
        if (Gate is { } gate)
        {
            await gate.Task;
        }

        return _script.TryDequeue(out var behaviour) ? behaviour(order) : Accept(order);
    }

    /// <summary>Takes the order and lets it rest.</summary>
    public OrderOutcome.Accepted Accept(NewVenueOrder order) => new(_orders[order.ClientOrderId] = Open(order));

    /// <summary>Takes the order and fills it whole at <paramref name="price"/>.</summary>
    public OrderOutcome.Accepted Fill(NewVenueOrder order, decimal price) => new(FillResting(_orders[order.ClientOrderId] = Open(order), order.Quantity, price));

    /// <summary>The order is taken, its answer gets lost.</summary>
    public OrderOutcome.Unknown LoseAnswer(NewVenueOrder order, decimal? fillPrice = null)
    {
        _ = fillPrice is { } price ? Fill(order, price) : Accept(order);
        return new OrderOutcome.Unknown("timeout");
    }

    public VenueOrder FillResting(string clientOrderId, decimal quantity, decimal price) => FillResting(_orders[clientOrderId], quantity, price);

    /// <summary>Money that comes or goes by other ways than orders.</summary>
    public void Deposit(string asset, decimal amount) => _balances.AddOrUpdate(asset, amount, (_, held) => held + amount);

    public void Forget(string clientOrderId) => _orders.TryRemove(clientOrderId, out _);

    public VenueOrder Of(string clientOrderId) => _orders[clientOrderId];

    public Task<OrderOutcome> CancelAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        Asked.Enqueue(clientOrderId);
        if (!Answers)
        {
            return Task.FromResult<OrderOutcome>(new OrderOutcome.Unknown("no answer"));
        }

        if (RefusesCancels || !_orders.TryGetValue(clientOrderId, out var order) || order.Status > VenueOrderStatus.PartiallyFilled)
        {
            return Task.FromResult<OrderOutcome>(new OrderOutcome.Rejected(new VenueRefusal(VenueErrorClass.OrderNotFound, -2011, "Unknown order sent.")));
        }

        return Task.FromResult<OrderOutcome>(new OrderOutcome.Accepted(_orders[clientOrderId] = order with { Status = VenueOrderStatus.Cancelled }));
    }

    public Task<OrderLookup> QueryAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        Asked.Enqueue(clientOrderId);
        return Task.FromResult<OrderLookup>(
            !Answers ? new OrderLookup.Unknown("no answer")
            : _orders.TryGetValue(clientOrderId, out var order) ? new OrderLookup.Found(order with { Fills = [] })
            : new OrderLookup.NotFound());
    }

    public Task<IReadOnlyList<VenueOrder>?> OpenOrdersAsync(string symbol, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<VenueOrder>?>(
        Answers ? [.. _orders.Values.Where(order => order.Symbol == symbol && order.Status <= VenueOrderStatus.PartiallyFilled).Select(order => order with { Fills = [] })] : null);

    public Task<IReadOnlyList<VenueFill>?> FillsAsync(string symbol, string venueOrderId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<VenueFill>?>(
        Answers ? [.. _orders.Values.Where(order => order.VenueOrderId == venueOrderId).SelectMany(order => order.Fills)] : null);

    public Task<IReadOnlyList<VenueBalance>?> BalancesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<VenueBalance>?>(
        StatesBalances ?? Answers ? [.. _balances.Select(held => new VenueBalance(held.Key, held.Value * 0.9m, held.Value * 0.1m))] : null);

    public async Task<IReadOnlyList<Instrument>?> InstrumentsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        if (RulesGate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        return [.. symbols.Select(Instruments.Of)];
    }

    private VenueOrder Open(NewVenueOrder order) => new(
        order.Symbol,
        Interlocked.Increment(ref _ids).ToString(CultureInfo.InvariantCulture),
        order.ClientOrderId,
        VenueOrderStatus.Open,
        order.Quantity,
        0,
        [],
        DateTime.UtcNow);

    private VenueOrder FillResting(VenueOrder order, decimal quantity, decimal price)
    {
        var executed = order.ExecutedQuantity + quantity;
        var fill = new VenueFill(
            Interlocked.Increment(ref _ids).ToString(CultureInfo.InvariantCulture), price, quantity, 0.01m, "USDT", Liquidity.Taker, DateTime.UtcNow);
        var sign = _sides.GetValueOrDefault(order.ClientOrderId) == Side.Buy ? 1 : -1;
        Deposit(order.Symbol[..^4], sign * quantity);
        Deposit("USDT", (-sign * quantity * price) - fill.Fee);
        return _orders[order.ClientOrderId] = order with
        {
            ExecutedQuantity = executed,
            Status = executed == order.Quantity ? VenueOrderStatus.Filled : VenueOrderStatus.PartiallyFilled,
            Fills = [.. order.Fills, fill],
        };
    }
}
