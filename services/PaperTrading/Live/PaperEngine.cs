using System.Diagnostics;
using Trading.Contracts;
using Trading.MarketStore.Bars;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Leads bars and trades to the strategies and what they decide to the store. One step at a time: strategies are few and a step is
/// microseconds, so one gate is simpler than a lock per strategy.
/// </summary>
internal sealed class PaperEngine(
    SessionRegistry book,
    LiveBars live,
    StrategyFaults faults,
    LiveOrderTable orders,
    HaltState halt,
    VenueFeeds feeds,
    IBarStore market,
    PaperOptions options,
    PaperMetrics metrics,
    TimeProvider clock,
    ILogger<PaperEngine> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

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
        foreach (var definition in Of(feed).Where(strategy => strategy.Interval == message.Bar.Interval))
        {
            var session = await book.GetAsync(definition, cancellationToken);
            if (!session.Follows(message.Symbol))
            {
                continue;
            }

            var order = session.IsNew(message.Symbol, message.Bar.OpenTime)
                ? await TakeAsync(session, feed, message, cancellationToken)
                : await UnconfirmedAsync(definition, message, cancellationToken);
            if (order is not null)
            {
                submit.Add(order.ToMessage(definition, options.LiveAccount));
            }
        }

        return submit;
    }

    /// <summary>Takes trades of one symbol: they value the positions and fill what waits.</summary>
    public async Task OnTicksAsync(TicksPublished message, CancellationToken cancellationToken)
    {
        if (feeds.Find(message.Venue) is not { } feed)
        {
            return;
        }

        feed.Age.ObserveTicks();
        using var step = await EnterAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var recent = feed.Recent(message.Symbol);
        var seenUntil = recent.LastTime;
        foreach (var tick in message.Ticks)
        {
            recent.Add(tick);
        }

        // A real venue's feed is no recording, and trades that fill a hole are not the newest.
        if (feed.Description.IsSimulated && recent.LastTime == message.Ticks[^1].ExchangeTime)
        {
            feed.Time.Observe(message.Ticks[^1]);
        }

        foreach (var definition in Of(feed))
        {
            var session = await book.GetAsync(definition, cancellationToken);
            SessionChange? change;
            try
            {
                change = Trade(session, message, recent, seenUntil);
            }
            catch (Exception exception)
            {
                await faults.KeepAsync(definition, exception, cancellationToken);
                continue;
            }

            if (change is not null)
            {
                await SaveAsync(session, change, cancellationToken);
            }
            else if (session.Follows(message.Symbol))
            {
                book.Publish(session);
            }
        }

        metrics.TickDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
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
            : Average([.. await orders.OtherFillsAsync(fill, cancellationToken), (fill.Quantity, fill.Price)]);
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

    private async Task<LiveOrder?> TakeAsync(LiveSession session, VenueFeed feed, BarClosed message, CancellationToken cancellationToken)
    {
        var (instrument, isWarm) = (new InstrumentId(message.Venue, message.Symbol), session.IsWarm(message.Symbol));
        var bars = isWarm
            ? []
            : await market.ReadRecentBarsAsync(
                instrument, message.Bar.Interval, session.WarmupBars, message.Bar.OpenTime, cancellationToken);

        SessionChange change;
        try
        {
            if (!isWarm)
            {
                session.WarmUp(message.Symbol, bars);
            }

            change = session.OnBar(
                message.Symbol, message.Bar, feed.Recent(message.Symbol), live.Decides(session.Definition, message), Now,
                Activity.Current?.TraceId.ToString());
        }
        catch (Exception exception)
        {
            await faults.KeepAsync(session.Definition, exception, cancellationToken);
            return null;
        }

        await SaveAsync(session, change, cancellationToken);
        return change.Order;
    }

    private SessionChange? Trade(LiveSession session, TicksPublished message, RecentTrades recent, DateTime? seenUntil)
    {
        SessionChange? change = null;
        foreach (var tick in message.Ticks)
        {
            change ??= session.OnTrade(message.Symbol, tick.Price, tick.ExchangeTime, recent, seenUntil, Now);
        }

        if (recent.LastPrice is { } price && session.Follows(message.Symbol))
        {
            session.Account.Mark(message.Symbol, price);
        }

        return change;
    }

    private async Task SaveAsync(LiveSession session, SessionChange change, CancellationToken cancellationToken)
    {
        await book.SaveAsync(session, change, cancellationToken);
        foreach (var trade in change.Trades)
        {
            metrics.Traded(session.Definition.Id, trade.Side);
            logger.Traded(
                session.Definition.Id, trade.Id, trade.Symbol, trade.Side, trade.Quantity, trade.Price, trade.Fee, trade.RealizedPnl);
        }
    }

    private async Task<LiveOrder?> UnconfirmedAsync(
        StrategyDefinition definition, BarClosed message, CancellationToken cancellationToken) =>
        await orders.FindAsync(
            Domain.IntentId.For(definition.Id, message.Symbol, message.Bar.OpenTime), cancellationToken) is var (_, order)
            && order.Status == OrderStatus.PendingNew ? order : null;

    private IEnumerable<StrategyDefinition> Of(VenueFeed feed) => book.Definitions.Where(strategy => strategy.Venue == feed.Name);

    private static decimal Average(IReadOnlyList<(decimal Quantity, decimal Price)> fills) =>
        decimal.Round(fills.Sum(fill => fill.Quantity * fill.Price) / fills.Sum(fill => fill.Quantity), 8);

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
