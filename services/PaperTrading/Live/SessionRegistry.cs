using System.Collections.Concurrent;
using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;
using Trading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>
/// The strategies in memory. A fault while one is stepped or stored throws its memory away; the next use reads it back from the
/// store, so memory is never ahead of what is durable.
/// </summary>
internal sealed class SessionRegistry(
    SessionTables tables, StrategyCatalogue catalogue, VenueFeeds feeds, CallbackWatchdog watchdog, PaperOptions options,
    TimeProvider clock)
{
    // Ids are the names in lower case: who asks with the name as it was sent means the same strategy.
    private readonly ConcurrentDictionary<string, StrategyDefinition> _definitions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LiveSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AccountSnapshot> _snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _started = new(StringComparer.Ordinal);

    public FillCosts Costs { get; } = new(
        new FeeSchedule(options.TakerFeeRate, options.MakerFeeRate), options.SlippageRate, TimeSpan.FromMilliseconds(options.LatencyMs));

    public IEnumerable<StrategyDefinition> Definitions =>
        _definitions.Values.OrderBy(strategy => strategy.CreatedAt).ThenBy(strategy => strategy.Id, StringComparer.Ordinal);

    /// <summary>Latest value of every account, for gauges; safe from any thread.</summary>
    public IEnumerable<AccountSnapshot> Snapshots => _snapshots.Values;

    public AccountSnapshot? Snapshot(string id) => _snapshots.GetValueOrDefault(id);

    public StrategyDefinition? Find(string id) => _definitions.GetValueOrDefault(id);

    /// <summary>The id as it is stored of what a caller wrote in whatever case; as it came when there is no such strategy.</summary>
    public string IdOf(string written) => Find(written)?.Id ?? written;

    public Refusal NotFound(string id)
    {
        var ids = Definitions.Select(definition => definition.Id).ToList();
        return Refusal.NotFound(
            $"There is no strategy '{id}'; " + (ids.Count == 0 ? "there is none." : $"there are: {string.Join(", ", ids)}."));
    }

    public void Put(StrategyDefinition definition)
    {
        var before = Find(definition.Id);
        _definitions[definition.Id] = definition;
        if (definition.State == StrategyState.Running && before?.State != StrategyState.Running)
        {
            // What it remembers of the bars has a gap now: it warms up again.
            Drop(definition.Id);
            _started[definition.Id] = clock.GetUtcNow().UtcDateTime;
        }

        if (before is not null && !before.Symbols.SequenceEqual(definition.Symbols, StringComparer.Ordinal))
        {
            Drop(definition.Id);
        }

        if (_sessions.TryGetValue(definition.Id, out var session))
        {
            session.Definition = definition;
            Publish(session);
        }
    }

    /// <summary>UTC by our clock, when the strategy began to run in this process. Bars that closed before it are past.</summary>
    public DateTime StartedAt(string id) => _started.TryGetValue(id, out var started) ? started : DateTime.MaxValue;

    /// <summary>The strategy's session, read from the store when memory has none.</summary>
    public async Task<LiveSession> GetAsync(StrategyDefinition definition, CancellationToken cancellationToken)
    {
        if (_sessions.TryGetValue(definition.Id, out var session))
        {
            return session;
        }

        // A strategy that an older version stored can be invalid now. It does not run, and its account can still be read.
        var plan = definition.State != StrategyState.Faulted
            && catalogue.TryPlan(definition.Kind, definition.Parameters, out var valid, out _)
            ? valid
            : new StrategyPlan(definition.Kind, definition.Parameters, static () => new NoStrategy());
        var feed = feeds.Of(definition.Venue);
        var stored = await tables.LoadAsync(definition.Id, cancellationToken);
        session = watchdog.Watch(definition, () => Make(definition, plan, feed, stored));
        _sessions[definition.Id] = session;
        Publish(session);
        return session;
    }

    /// <summary>Stores a step's outcome. When that fails the session is dropped, to be read back from what is stored.</summary>
    public async Task SaveAsync(LiveSession session, SessionChange change, CancellationToken cancellationToken)
    {
        var saved = false;
        try
        {
            await tables.SaveAsync(change, cancellationToken);
            saved = true;
        }
        finally
        {
            if (!saved)
            {
                Drop(session.Definition.Id);
            }
        }

        Publish(session);
    }

    /// <summary>Compares the strategy's live positions with its paper positions, as after a promotion, and stores what changed.</summary>
    public async Task CompareAsync(StrategyDefinition definition, DateTime now, CancellationToken cancellationToken)
    {
        var session = await GetAsync(definition, cancellationToken);
        foreach (var live in session.Live.Compare(definition.Promoted, now))
        {
            session.Live.Keep(live);
            await SaveAsync(session, new SessionChange(definition.Id) { Live = { live } }, cancellationToken);
        }
    }

    /// <summary>Forgets a strategy that was deleted.</summary>
    public void Remove(string id)
    {
        Drop(id);
        _definitions.TryRemove(id, out _);
        _snapshots.TryRemove(id, out _);
        _started.Remove(id);
    }

    public void Drop(string id) => _sessions.Remove(id);

    /// <summary>False for a session that was dropped, as by a fault.</summary>
    public bool Holds(LiveSession session) => _sessions.GetValueOrDefault(session.Definition.Id) == session;

    public AccountSnapshot Publish(LiveSession session) => _snapshots[session.Definition.Id] = AccountSnapshot.Of(session);

    private LiveSession Make(StrategyDefinition definition, StrategyPlan plan, VenueFeed feed, StoredSession stored)
    {
        var setup = SetupOf(definition, feed, stored);
        try
        {
            return new LiveSession(definition, plan, setup, feed.Terms, stored, feed.Recent);
        }
        catch (Exception exception) when (definition.State != StrategyState.Faulted)
        {
            var failed = plan with { Create = () => new FailedStart(exception) };
            return new LiveSession(definition, failed, setup, feed.Terms, stored, feed.Recent);
        }
    }

    // What the account still holds or waits for of a symbol that is not the strategy's any more goes on.
    private EngineSetup SetupOf(StrategyDefinition definition, VenueFeed feed, StoredSession stored) => new()
    {
        RunId = definition.Id,
        Venue = definition.Venue,
        Interval = definition.Interval,
        Costs = Costs,
        Protections = definition.Protections,
        Markets =
        [
            .. definition.Symbols.Concat(stored.Positions.Where(position => !position.IsFlat).Select(position => position.Symbol))
                .Concat(stored.Engine.Orders.Select(order => order.Symbol)).Distinct(StringComparer.Ordinal)
                .Select(symbol => new MarketSetup(symbol, options.QuantityStep, feed.Terms.Mode != MarginMode.Spot)),
        ],
    };
}
