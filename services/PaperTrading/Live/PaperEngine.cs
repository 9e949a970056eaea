using System.Diagnostics;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.MarketStore;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Leads bars and trades to the strategies and what they decide to the store. One step at a time: strategies are few and a step is
/// microseconds, so one gate is simpler than a lock per strategy.
/// </summary>
public sealed class PaperEngine(
    SessionBook book,
    LiveOrderTable orders,
    IMarketStore market,
    VenueOptions venue,
    PaperOptions options,
    PaperMetrics metrics,
    TimeProvider clock,
    ILogger<PaperEngine> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TimeSpan _maxOrderAge = venue.Name == Venues.Simulator ? TimeSpan.MaxValue : TimeSpan.FromSeconds(options.MaxOrderAgeSeconds);
    private readonly Dictionary<string, RecentTrades> _recent = new(StringComparer.Ordinal);

    /// <summary>When the last bar came (UTC); the start before the first.</summary>
    public DateTime LastBarAt { get; private set; } = clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes a closed bar. Delivered twice it changes nothing, but an order that nobody confirmed is handed out again.</summary>
    /// <returns>Orders to submit; each carries the id of its intent, so submitting one twice is submitting it once.</returns>
    public async Task<IReadOnlyList<SubmitOrder>> OnBarAsync(BarClosed message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Venue != venue.Name)
        {
            return [];
        }

        LastBarAt = clock.GetUtcNow().UtcDateTime;
        var submit = new List<SubmitOrder>();
        using var step = await EnterAsync(cancellationToken);
        foreach (var definition in book.Definitions.Where(strategy => strategy.Interval == message.Bar.Interval))
        {
            var session = await book.GetAsync(definition, cancellationToken);
            if (!session.Follows(message.Symbol))
            {
                continue;
            }

            var order = session.IsNew(message.Symbol, message.Bar.OpenTime)
                ? await TakeAsync(session, message, cancellationToken)
                : await UnconfirmedAsync(definition, message, cancellationToken);
            if (order is not null)
            {
                submit.Add(ToMessage(definition, order));
            }
        }

        return submit;
    }

    /// <summary>Takes trades of one symbol: they value the positions and fill what waits.</summary>
    public async Task OnTicksAsync(TicksPublished message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Venue != venue.Name)
        {
            return;
        }

        using var step = await EnterAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var recent = Recent(message.Symbol);
        var seenUntil = recent.LastTime;
        foreach (var tick in message.Ticks)
        {
            recent.Add(tick);
        }

        foreach (var definition in book.Definitions)
        {
            var session = await book.GetAsync(definition, cancellationToken);
            await FillAsync(session, message, seenUntil, cancellationToken);
            if (recent.LastPrice is { } price && session.Follows(message.Symbol))
            {
                session.Account.Mark(message.Symbol, price);
                book.Publish(session);
            }
        }

        metrics.TickDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Takes a report of order execution; one about somebody else's order is none of ours.</summary>
    public async Task OnOrderAsync(string clientOrderId, OrderStatus status, OrderFilled? fill, string? reason, CancellationToken cancellationToken)
    {
        using var step = await EnterAsync(cancellationToken);
        if (await orders.FindAsync(clientOrderId, cancellationToken) is not var (strategyId, before) || book.Find(strategyId) is not { } definition)
        {
            return;
        }

        var average = 0m;
        if (fill is not null)
        {
            var others = await orders.OtherFillsAsync(fill, cancellationToken);
            var quantity = others.Sum(other => other.Quantity) + fill.Quantity;
            average = decimal.Round((others.Sum(other => other.Quantity * other.Price) + fill.Quantity * fill.Price) / quantity, 8);
        }

        var after = before.After(status, fill?.CumulativeQuantity ?? 0, average, reason);
        var session = await book.GetAsync(definition, cancellationToken);
        var delta = after.ExpectedQuantity - before.ExpectedQuantity;
        await orders.UpdateAsync(strategyId, after, session.ExpectedQuantity(after.Symbol) + delta, fill, cancellationToken);
        session.AddExpected(after.Symbol, delta);
    }

    /// <summary>Every account at the latest prices.</summary>
    public async Task<IReadOnlyList<AccountSnapshot>> ValueAsync(CancellationToken cancellationToken)
    {
        using var step = await EnterAsync(cancellationToken);
        var values = new List<AccountSnapshot>();
        foreach (var definition in book.Definitions)
        {
            values.Add(book.Publish(await book.GetAsync(definition, cancellationToken)));
        }

        return values;
    }

    /// <summary>Runs a change of definitions while no step runs.</summary>
    public async Task<T> ChangeAsync<T>(Func<SessionBook, Task<T>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var step = await EnterAsync(cancellationToken);
        return await change(book);
    }

    public void Dispose() => _gate.Dispose();

    private async Task<LiveOrder?> TakeAsync(LiveSession session, BarClosed message, CancellationToken cancellationToken)
    {
        if (!session.IsWarm(message.Symbol))
        {
            var before = new BarQuery(To: message.Bar.OpenTime, Limit: session.WarmupBars, Newest: true);
            var bars = new List<Bar>();
            await foreach (var bar in market.ReadBarsAsync(new InstrumentId(message.Venue, message.Symbol), message.Bar.Interval, before, cancellationToken))
            {
                bars.Add(bar);
            }

            session.WarmUp(message.Symbol, bars);
        }

        var change = session.OnBar(
            message.Symbol, message.Bar, Recent(message.Symbol), clock.GetUtcNow().UtcDateTime, _maxOrderAge, Activity.Current?.TraceId.ToString());
        await SaveAsync(session, change, cancellationToken);
        return change.Order;
    }

    private async Task FillAsync(LiveSession session, TicksPublished message, DateTime? seenUntil, CancellationToken cancellationToken)
    {
        foreach (var tick in message.Ticks)
        {
            if (session.OnTrade(message.Symbol, tick.Price, tick.ExchangeTime, seenUntil) is { } change)
            {
                await SaveAsync(session, change, cancellationToken);
                return;
            }
        }
    }

    private async Task SaveAsync(LiveSession session, SessionChange change, CancellationToken cancellationToken)
    {
        await book.SaveAsync(session, change, cancellationToken);
        foreach (var trade in change.Trades)
        {
            metrics.Traded(session.Definition.Id, trade.Side);
            logger.Traded(session.Definition.Id, trade.Id, trade.Symbol, trade.Side, trade.Quantity, trade.Price, trade.Fee, trade.RealizedPnl);
        }
    }

    private async Task<LiveOrder?> UnconfirmedAsync(StrategyDefinition definition, BarClosed message, CancellationToken cancellationToken)
    {
        var id = Domain.IntentId.For(definition.Id, message.Symbol, message.Bar.OpenTime);
        return await orders.FindAsync(id, cancellationToken) is var (_, order) && order.Status == OrderStatus.PendingNew ? order : null;
    }

    private SubmitOrder ToMessage(StrategyDefinition definition, LiveOrder order) => new()
    {
        ClientOrderId = order.ClientOrderId,
        Account = options.LiveAccount,
        Symbol = order.Symbol,
        Side = order.Side,
        Type = OrderType.Market,
        Quantity = order.Quantity,
        Strategy = definition.Id,
        SubmittedAt = order.SubmittedAt,
    };

    private RecentTrades Recent(string symbol)
    {
        if (!_recent.TryGetValue(symbol, out var recent))
        {
            recent = _recent[symbol] = new RecentTrades(options.RecentTradesPerSymbol);
        }

        return recent;
    }

    private async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Step(_gate);
    }

    private sealed class Step(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
