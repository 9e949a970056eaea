using System.Diagnostics;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Leads bars and trades to the strategies and what they decide to the store. One step at a time: strategies are few and a step is
/// microseconds, so one gate is simpler than a lock per strategy.
/// </summary>
internal sealed partial class PaperEngine(
    SessionRegistry book,
    LiveBars live,
    StrategyFaults faults,
    CallbackWatchdog watchdog,
    LiveOrderTable orders,
    HaltState halt,
    VenueFeeds feeds,
    WarmUpBars history,
    PaperOptions options,
    PaperMetrics metrics,
    TimeProvider clock,
    ILogger<PaperEngine> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    private static string? TraceId => Activity.Current?.TraceId.ToString();

    private DateTime Now => StoredValue.Kept(clock.GetUtcNow().UtcDateTime);

    /// <summary>Takes a closed bar. Delivered twice it changes nothing, but an order that was not confirmed is handed out again.</summary>
    /// <returns>Orders to submit; each carries the id of its intent, so submitting one twice is submitting it once.</returns>
    public async Task<IReadOnlyList<SubmitOrder>> OnBarAsync(BarClosed message, CancellationToken cancellationToken)
    {
        if (feeds.Find(message.Venue) is not { } feed)
        {
            return [];
        }

        feed.Age.ObserveBar(message.Bar.Interval);
        var submit = new List<SubmitOrder>();
        using var step = await EnterAsync(cancellationToken);
        foreach (var definition in Of(feed))
        {
            var session = await book.GetAsync(definition, cancellationToken);
            if (!session.Follows(message.Symbol) || !session.Intervals.Contains(message.Bar.Interval))
            {
                continue;
            }

            submit.AddRange(session.IsNew(message.Symbol, message.Bar)
                ? await TakeAsync(session, feed, message, cancellationToken)
                : await UnconfirmedAsync(definition, message.Symbol, cancellationToken));
        }

        return submit;
    }

    /// <summary>
    /// Takes trades of one symbol: they value the positions and fill what waits. Delivered twice they change nothing, but an order that was
    /// not confirmed is handed out again.
    /// </summary>
    /// <returns>Orders to submit, as with a bar.</returns>
    public async Task<IReadOnlyList<SubmitOrder>> OnTicksAsync(TicksPublished message, CancellationToken cancellationToken)
    {
        if (feeds.Find(message.Venue) is not { } feed)
        {
            return [];
        }

        feed.Age.ObserveTicks();
        using var step = await EnterAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var recent = feed.Recent(message.Symbol);
        var isNew = false;
        foreach (var tick in message.Ticks)
        {
            isNew |= recent.Add(tick);
        }

        // A real venue's feed is no recording, and trades that fill a gap are not the newest.
        if (feed.Description.IsSimulated && recent.LastTime == message.Ticks[^1].ExchangeTime)
        {
            feed.Time.Observe(message.Ticks[^1]);
        }

        var submit = new List<SubmitOrder>();
        foreach (var definition in Of(feed))
        {
            var session = await book.GetAsync(definition, cancellationToken);
            var decides = session.IsWarm && live.Decides(definition, message.Ticks[^1], feed);
            submit.AddRange(await StepAsync(
                session, () => session.OnTrades(message.Symbol, message.Ticks, decides, Now, TraceId), cancellationToken));
            if (!isNew && definition.Promoted)
            {
                submit.AddRange(await UnconfirmedAsync(definition, message.Symbol, cancellationToken));
            }

            if (session.Follows(message.Symbol) && book.Holds(session))
            {
                book.Publish(session);
            }
        }

        metrics.TickDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return submit;
    }

    /// <summary>Takes a report of order execution; one about somebody else's order is none of ours.</summary>
    /// <param name="filledQuantity">Filled so far, as the report says.</param>
    /// <param name="fill">The fill that is reported, if it is one.</param>
    public async Task OnOrderAsync(
        string clientOrderId, OrderStatus status, decimal filledQuantity, OrderFilled? fill, string? reason,
        CancellationToken cancellationToken)
    {
        using var step = await EnterAsync(cancellationToken);
        if (await orders.FindAsync(clientOrderId, cancellationToken) is not var (strategyId, before)
            || book.Find(strategyId) is not { } definition)
        {
            return;
        }

        var average = fill is null
            ? (decimal?)null
            : LiveOrder.AverageOf([.. await orders.OtherFillsAsync(fill, cancellationToken), (fill.Quantity, fill.Price)]);
        var after = before.After(status, filledQuantity, average, reason);
        var session = await book.GetAsync(definition, cancellationToken);
        var position = session.Live.After(
            after.Symbol, after.ExpectedQuantity - before.ExpectedQuantity, after.SignedFilled - before.SignedFilled, definition.Promoted,
            Now);
        await orders.UpdateAsync(strategyId, after, position, fill, cancellationToken);
        session.Live.Keep(position);
        book.Publish(session);
    }

    /// <summary>Takes an announcement of the kill switch: what a step decides from now on heeds it.</summary>
    public async Task OnHaltAsync(TradingHalted message, CancellationToken cancellationToken)
    {
        using var step = await EnterAsync(cancellationToken);
        await halt.ObserveAsync(message, cancellationToken);
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
    public async Task<T> ChangeAsync<T>(Func<SessionRegistry, Task<T>> change, CancellationToken cancellationToken)
    {
        using var step = await EnterAsync(cancellationToken);
        return await change(book);
    }

    public void Dispose() => _gate.Dispose();

    private async Task<IEnumerable<SubmitOrder>> TakeAsync(
        LiveSession session, VenueFeed feed, BarClosed message, CancellationToken cancellationToken)
    {
        var past = session.IsWarm ? [] : await history.BeforeAsync(session, feed.Name, message.Bar, cancellationToken);
        return await StepAsync(
            session,
            () =>
            {
                if (!session.IsWarm)
                {
                    session.WarmUp(past);
                }

                return session.OnBar(message.Symbol, message.Bar, live.Decides(session.Definition, message), Now, TraceId);
            },
            cancellationToken);
    }

    /// <summary>Runs a step of one strategy and stores what it changed. One that throws is stopped, and the others go on.</summary>
    private async Task<IEnumerable<SubmitOrder>> StepAsync(
        LiveSession session, Func<SessionChange?> step, CancellationToken cancellationToken)
    {
        SessionChange? change;
        try
        {
            change = watchdog.Watch(session.Definition, step);
        }
        catch (Exception exception)
        {
            await faults.KeepAsync(session.Definition, exception, cancellationToken);
            return [];
        }

        if (change is null)
        {
            return [];
        }

        await book.SaveAsync(session, change, cancellationToken);
        foreach (var trade in change.Trades)
        {
            metrics.Traded(session.Definition.Id, trade.Side);
            logger.Traded(
                session.Definition.Id, trade.Id, trade.Symbol, trade.Side, trade.Quantity, trade.Price, trade.Fee, trade.RealizedPnl);
        }

        return change.Orders.Select(order => order.ToMessage(session.Definition, options.LiveAccount));
    }

    private async Task<IEnumerable<SubmitOrder>> UnconfirmedAsync(
        StrategyDefinition definition, string symbol, CancellationToken cancellationToken) =>
        from open in await orders.OpenAsync(definition.Id, cancellationToken)
        where open.Order.Symbol == symbol && open.Order.Status == OrderStatus.PendingNew
        select open.Order.ToMessage(definition, options.LiveAccount);

    private IEnumerable<StrategyDefinition> Of(VenueFeed feed) => book.Definitions.Where(strategy => strategy.Venue == feed.Name);

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
