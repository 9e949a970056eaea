using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Storage;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Engine.Venue;

/// <summary>
/// The whole venue behind one lock: markets and account. Everything that changes it, a step of the tape as well as a client's order, runs
/// inside <see cref="Run{T}"/>, and its frames leave in the order of its events.
/// </summary>
internal sealed class Exchange
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(MarketKind, string), Market> _markets = [];
    private readonly SimulatorOptions _options;
    private readonly TapeKeeper _tapes;
    private readonly AccountKeeper _accounts;
    private readonly TimeProvider _clock;
    private readonly TradingAccount _account;
    private int _depth;

    public Exchange(SimulatorOptions options, TapeKeeper tapes, AccountKeeper accounts, TimeProvider clock)
    {
        _options = options;
        _tapes = tapes;
        _accounts = accounts;
        _clock = clock;
        _account = new TradingAccount(options, MarkOf);
        if (!accounts.Restore(_account))
        {
            foreach (var (asset, amount) in BalanceList.TryParse(options.Balances) ?? [])
            {
                Account.Deposit(asset, amount);
            }
        }

        _account.StartOrdinalsAbove(TapeNowUs / 1000);
    }

    public OrderJournal Journal => _account.Journal;

    public SpotAccount Account => _account.Spot;

    public UsdmAccount Futures => _account.Futures;

    /// <summary>The market of stream paths without a prefix: spot, or that of the recording.</summary>
    public MarketKind DefaultKind { get; private set; }

    public IReadOnlyCollection<Market> Markets => _markets.Values;

    /// <summary>By how much a fault has set <see cref="Now"/> ahead, or back.</summary>
    public long ClockSkewMs { get; set; }

    /// <summary>The venue's clock.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow().AddMilliseconds(ClockSkewMs);

    public long NowMs => Now.ToUnixTimeMilliseconds();

    /// <summary>The tape's clock: never skewed.</summary>
    public long TapeNowUs => _clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000;

    /// <summary>What is done at the end of every run, once what it changed is kept.</summary>
    public Action? RunEnded { get; set; }

    public long NextOrdinal() => _account.NextOrdinal();

    public Market? Find(MarketKind kind, string symbol) => _markets.GetValueOrDefault((kind, symbol));

    public IEnumerable<Market> Of(MarketKind kind) => _markets.Values.Where(m => m.Spec.Kind == kind);

    public ISettlement SettlementOf(MarketSpec spec) => _account.SettlementOf(spec);

    public void Add(Market market)
    {
        lock (_gate)
        {
            _markets.Add((market.Spec.Kind, market.Spec.Symbol), market);
            market.Orders.Adopt(_accounts.OrdersOf(market.Spec.Kind, market.Spec.Symbol));
        }
    }

    /// <summary>Mark, index and funding of a perpetual, for the caller alone.</summary>
    public MarkPrices MarksOf(Market market) => new(market.Spec, SeedOf(market.Spec));

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
            _tapes.Forget();
            DefaultKind = kind;
        }
    }

    /// <summary>
    /// A market whose tape begins at the second in progress, or goes on from its file. <see cref="Add"/> and open it next.
    /// </summary>
    public GeneratedMarket Found(MarketSpec spec, double ordersPerSecond)
    {
        var seed = SeedOf(spec);
        var startUs = TapeNowUs / History.SecondUs * History.SecondUs;
        var file = _tapes.Open(spec, startUs);
        var foundedUs = file?.FoundedUs ?? startUs;

        // Live ids count from the founding in microseconds, so no later founding can meet them. The history's ids lead up to
        // them when the founding is remembered; else they count its trades since 1970, below every live id of this or an earlier run.
        var history = new History(spec, seed, ordersPerSecond, foundedUs, file is null ? null : foundedUs);
        var market = new GeneratedMarket(
            spec, seed, history, startUs, file?.ReadAll() ?? [], ordersPerSecond, _options.StepMs, _options.BookLevels,
            _options.RetainedTrades, Journal.Report,
            SettlementOf(spec));
        if (file is not null)
        {
            market.KeepsUnsaved = true;
            _tapes.Keep(market, file);
        }

        return market;
    }

    /// <summary>
    /// Runs something that reads or changes the venue, keeps what it changed, and sends what it caused. A run within a run is part of it.
    /// </summary>
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
                    _tapes.Save();
                    _accounts.Save();
                    RunEnded?.Invoke();
                }
            }
        }
    }

    public void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    /// <summary>Places or cancels in one market, at the venue's present time.</summary>
    public VenueError? Trade(Market market, Func<ClientOrders, VenueError?> action) => Run(() =>
    {
        var generated = market as GeneratedMarket;
        generated?.MoveTo(TapeNowUs);
        var refusal = action(market.Orders);
        generated?.Settle();
        return refusal;
    });

    /// <summary>Spot and perpetual of one symbol follow the same fair price.</summary>
    private ulong SeedOf(MarketSpec spec) => Mixer.SeedOf(_options.Seed, spec.Symbol);

    private decimal MarkOf(string symbol) =>
        Find(MarketKind.Usdm, symbol) is { } market
            ? E8.ToDecimal(market is GeneratedMarket ? MarksOf(market).Mark(TapeNowUs) : market.LastPrice)
            : 0;
}
