using System.Globalization;
using MassTransit;
using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Brings a strategy's live positions to its paper positions by market orders, which go the way of every promoted order. They are stored
/// before they are sent; a request that is made again before they are confirmed sends the same ones.
/// </summary>
internal sealed class LiveAlignment(
    PaperEngine engine, LiveOrderTable orders, HaltState halt, IBus bus, VenueFeeds feeds, PaperOptions options, TimeProvider clock)
{
    private const string IdPrefix = "a-";

    // A broker that does not answer makes a publish wait without end.
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    /// <returns>The orders that were sent: none when live is where paper is.</returns>
    public async Task<Outcome<List<LiveOrder>>> AlignAsync(string id, CancellationToken cancellationToken)
    {
        StrategyDefinition? strategy = null;
        var outcome = await engine.ChangeAsync(
            book =>
            {
                strategy = book.Find(id);
                return StoreAsync(book, id, cancellationToken);
            },
            cancellationToken);
        using var timeout = new CancellationTokenSource(PublishTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            foreach (var order in outcome.Value ?? [])
            {
                await bus.Publish(order.ToMessage(strategy!, options.LiveAccount), linked.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Refusal(
                "busUnavailable", "The orders are stored and not sent: the message bus does not answer. Ask again to send the same orders.",
                503);
        }

        return outcome;
    }

    private async Task<Outcome<List<LiveOrder>>> StoreAsync(SessionRegistry book, string id, CancellationToken cancellationToken)
    {
        if (book.Find(id) is not { } definition)
        {
            return book.NotFound(id);
        }

        if (halt.IsHalted)
        {
            return new Refusal("tradingHalted", "Trading is halted: no order would pass. Align after it is resumed.", Refusal.Conflict);
        }

        var open = await orders.OpenAsync(id, cancellationToken);
        if (open.Count > 0)
        {
            return open.All(order => IsUnconfirmedAlignment(order.Order))
                ? open.Select(order => order.Order).ToList()
                : new Refusal(
                    "liveOrdersOpen",
                    $"{open.Count} live orders are open, such as {open[0].Order.ClientOrderId}. Align when they have ended.",
                    Refusal.Conflict);
        }

        var session = await book.GetAsync(definition, cancellationToken);
        if (session.HasPending)
        {
            return new Refusal(
                "decisionPending", "A decision waits for the trade that fills it on paper. Align after it.", Refusal.Conflict);
        }

        var ordersBefore = await orders.CountAsync(id, cancellationToken);
        var planned = session.Live.Drifts.Select(drift => Plan(definition, drift, ordersBefore)).ToList();
        if (planned.Find(plan => plan.Refusal is not null) is { Refusal: { } refusal })
        {
            return refusal;
        }

        foreach (var order in planned.Select(plan => plan.Value!))
        {
            var live = session.Live.After(order.Symbol, order.ExpectedQuantity, 0, definition.Promoted, order.SubmittedAt);
            session.Live.Keep(live);
            await book.SaveAsync(session, new SessionChange(id) { Orders = { order }, Live = { live } }, cancellationToken);
        }

        return planned.ConvertAll(plan => plan.Value!);
    }

    private Outcome<LiveOrder> Plan(StrategyDefinition definition, PositionDrift drift, long ordersBefore)
    {
        var quantity = Math.Floor(Math.Abs(drift.Difference) / options.QuantityStep) * options.QuantityStep;
        var reduces = decimal.Sign(drift.Difference) == decimal.Sign(drift.Live) && quantity <= Math.Abs(drift.Live);
        if (drift.Paper < 0 && !feeds.Of(definition.Venue).Description.CanSellShort)
        {
            return new Refusal(
                "shortOnSpot", $"{drift.Symbol}: paper is short {-drift.Paper}, which a spot venue cannot be.", Refusal.Conflict);
        }

        if (!reduces && !definition.Promoted)
        {
            return new Refusal(
                "notPromoted", $"{drift.Symbol}: live would grow from {drift.Live} to {drift.Paper}. Promote the strategy first.",
                Refusal.Conflict);
        }

        return new LiveOrder(
            IdOf(definition, drift.Symbol, ordersBefore), drift.Symbol,
            drift.Difference > 0 ? Side.Sell : Side.Buy, quantity, OrderStatus.PendingNew, 0, 0, "aligns live with paper",
            StoredValue.Kept(clock.GetUtcNow().UtcDateTime), null, reduces);
    }

    // 32 characters, named by the orders before it: the same request made twice is the same order. A strategy of the same name that was
    // deleted before is another one.
    private static string IdOf(StrategyDefinition strategy, string symbol, long ordersBefore) => IdPrefix + OrderIds.Hash(
        string.Create(CultureInfo.InvariantCulture, $"{strategy.Id}|{strategy.CreatedAt.Ticks}|{symbol}|{ordersBefore}"));

    private static bool IsUnconfirmedAlignment(LiveOrder order) =>
        order.Status == OrderStatus.PendingNew && order.ClientOrderId.StartsWith(IdPrefix, StringComparison.Ordinal);
}
