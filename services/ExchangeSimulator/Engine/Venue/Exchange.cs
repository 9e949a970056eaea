using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Storage;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Archives;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Engine.Venue;

/// <summary>
/// The whole venue behind one lock: markets, account, streams. Everything that changes it, a step of the tape as well as a
/// client's order, runs inside <see cref="Run{T}"/> and its frames leave in the order of its events.
/// </summary>
internal sealed class Exchange
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(MarketKind, string), Market> _markets = [];
    private readonly SimulatorOptions _options;
    private readonly FaultRegistry _faults;
    private readonly TapeKeeper _keeper;
    private readonly AccountKeeper _account;
    private readonly TimeProvider _clock;
    private long _ordinal;
    private int _depth;

    public Exchange(SimulatorOptions options, FaultRegistry faults, TapeKeeper keeper, AccountKeeper account, RecordedKlines recorded, TimeProvider clock)
    {
        _options = options;
        _faults = faults;
        _keeper = keeper;
        _account = account;
        _clock = clock;
        Recorded = recorded;
        Hub = new StreamHub();
        Journal = new OrderJournal();
        Encoder = new FrameEncoder(Hub, Journal.Report);
        Account = new SpotAccount(options.MakerFee, options.TakerFee);
        Futures = new UsdmAccount(options.UsdmWallet, MarkOf);
        if (!account.Restore(this, out var ordinal))
        {
            foreach (var (asset, amount) in BalanceList.Parse(options.Balances))
            {
                Account.Deposit(asset, amount);
            }
        }

        _ordinal = Math.Max(ordinal, TapeNowUs / 1000);
    }

    /// <summary>Bars of the months that are recorded.</summary>
    public RecordedKlines Recorded { get; }

    public StreamHub Hub { get; }

    public FrameEncoder Encoder { get; }

    public OrderJournal Journal { get; }

    public SpotAccount Account { get; }

    public UsdmAccount Futures { get; }

    /// <summary>The market of stream paths without a prefix: spot, or that of the recording.</summary>
    public MarketKind DefaultKind { get; private set; }

    /// <summary>The recording's time at its end, from which on no message comes; null while there may be one.</summary>
    public long? ReplayEndedMs { get; private set; }

    public IReadOnlyCollection<Market> Markets => _markets.Values;

    /// <summary>The venue's clock, which a fault may set ahead or back.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow().AddMilliseconds(_faults.Settings.ClockSkew);

    public long NowMs => Now.ToUnixTimeMilliseconds();

    /// <summary>The tape's clock: never skewed.</summary>
    public long TapeNowUs => _clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000;

    /// <summary>The newest number that <see cref="NextOrdinal"/> gave.</summary>
    public long Ordinal => Volatile.Read(ref _ordinal);

    /// <summary>A number for an id that a client left to the venue; never the same twice, not even after a restart.</summary>
    public long NextOrdinal() => Interlocked.Increment(ref _ordinal);

    public Market? Find(MarketKind kind, string symbol) => _markets.GetValueOrDefault((kind, symbol));

    public IEnumerable<Market> Of(MarketKind kind) => _markets.Values.Where(m => m.Spec.Kind == kind);

    public void Add(Market market)
    {
        lock (_gate)
        {
            _markets.Add((market.Spec.Kind, market.Spec.Symbol), market);
            Encoder.Register(market, market is GeneratedMarket { Spec.Kind: MarketKind.Usdm } ? MarksOf(market) : null);
            market.Orders.Adopt(_account.OrdersOf(market.Spec.Kind, market.Spec.Symbol));
        }
    }

    /// <summary>Mark, index and funding of a perpetual, for the caller alone.</summary>
    public MarkPrices MarksOf(Market market)
    {
        return new MarkPrices(market.Spec, SeedOf(market.Spec));
    }

    /// <summary>Takes all markets off; what unprefixed stream paths speak of is now <paramref name="kind"/>.</summary>
    public void Clear(MarketKind kind)
    {
        lock (_gate)
        {
            foreach (var market in _markets.Values)
            {
                market.Orders.Leave();
            }

            _markets.Clear();
            _keeper.Forget();
            Encoder.Clear();
            DefaultKind = kind;
            ReplayEndedMs = null;
        }
    }

    /// <summary>Says to every listener that the recording is over, and to those who come later when they subscribe.</summary>
    public void EndReplay(long timeMs)
    {
        lock (_gate)
        {
            Hub.Flush();
            ReplayEndedMs = timeMs;
            foreach (var connection in Hub.Connections.Where(connection => connection.Subscriptions.Count > 0))
            {
                connection.Announce("replayEnded", timeMs);
            }
        }
    }

    /// <summary>Founds a market whose tape begins at the second in progress.</summary>
    public GeneratedMarket Found(MarketSpec spec, ISettlement settlement, double ordersPerSecond)
    {
        var seed = SeedOf(spec);
        var startUs = TapeNowUs / History.SecondUs * History.SecondUs;
        var file = _keeper.Open(spec, startUs);
        var foundedUs = file?.FoundedUs ?? startUs;

        // Live ids count from the founding in microseconds, so no later founding can meet them. The history's ids lead up to
        // them when the founding is remembered; else they count its trades since 1970, below every live id of this or an earlier run.
        var history = new History(spec, seed, ordersPerSecond, foundedUs, file is null ? null : foundedUs);
        var market = new GeneratedMarket(
            spec, seed, history, startUs, file?.ReadAll() ?? [], ordersPerSecond, _options.StepMs, _options.BookLevels, _options.RetainedTrades, Encoder, settlement);
        if (file is not null)
        {
            market.KeepsUnsaved = true;
            _keeper.Keep(market, file);
        }

        Add(market);
        market.Open();
        return market;
    }

    /// <summary>Runs something that reads or changes the venue, keeps what it changed, and sends what it caused. A run within a run is part of it.</summary>
    public T Run<T>(Func<T> action)
    {
        lock (_gate)
        {
            _depth++;
            try
            {
                return action();
            }
            finally
            {
                if (--_depth == 0)
                {
                    _keeper.Save();
                    _account.Save();
                    Hub.Flush();
                }
            }
        }
    }

    public void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    /// <summary>Whether the next step may be made; with backpressure, once every client has room for it.</summary>
    public async ValueTask<bool> HasRoomAsync(bool backpressure, CancellationToken cancellation)
    {
        while (backpressure && !Run(() => Hub.Connections.All(connection => connection.HasRoom)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), _clock, cancellation);
        }

        return !cancellation.IsCancellationRequested;
    }

    /// <summary>Places or cancels in one market, at the venue's present time.</summary>
    public VenueError? Trade(Market market, Func<ClientOrders, VenueError?> action)
    {
        return Run(() =>
        {
            if (market is GeneratedMarket generated)
            {
                generated.MoveTo(TapeNowUs);
                var refusal = action(generated.Orders);
                generated.Settle();
                return refusal;
            }

            return action(market.Orders);
        });
    }

    /// <summary>Spot and perpetual of one symbol follow the same fair price.</summary>
    private ulong SeedOf(MarketSpec spec) => Mixer.SeedOf(_options.Seed, spec.Symbol);

    private decimal MarkOf(string symbol) =>
        Find(MarketKind.Usdm, symbol) is { } market ? E8.ToDecimal(market is GeneratedMarket ? MarksOf(market).Mark(TapeNowUs) : market.LastPrice) : 0;
}
