using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>
/// What the symbol traded before the live tape began, computed on demand from the seed: as many trades a second as the tape makes
/// orders, of the same sizes, around the same price. Their ids rise by one up to <see cref="EndId"/>. Candles are sums of these trades,
/// so every interval and the trades themselves agree.
/// </summary>
internal sealed class History
{
    public const long SecondUs = 1_000_000;
    public const long MinuteUs = 60 * SecondUs;
    private const int CachedCandles = 50_000;

    // A second has so many different trades at most, and repeats each: a candle costs the same at any rate. A month is 2.6 million seconds.
    private const int TradesDrawn = 4;
    private const int MostTradesPerSecond = 1_000_000;
    private const int MostAveraged = 64;

    private readonly MarketSpec _spec;
    private readonly ulong _seed;
    private readonly double _ordersPerSecond;
    private readonly PricePath _path;
    private readonly long _gap;
    private readonly int _drawn;
    private readonly long[] _sizes;
    private readonly Dictionary<(BarInterval, long), Candle> _cache = [];
    private (long Second, double From, double To) _fair = (-1, 0, 0);

    /// <param name="ordersPerSecond">Of the live tape. Below one it makes the trades smaller, not rarer.</param>
    /// <param name="liveFromUs">Where the live tape begins, on a whole second.</param>
    /// <param name="endId">One more than the id of the history's last trade; null counts the trades from 1970 on.</param>
    public History(MarketSpec spec, ulong seed, double ordersPerSecond, long liveFromUs, long? endId)
    {
        (_spec, _seed, _ordersPerSecond, EndUs) = (spec, seed, ordersPerSecond, liveFromUs);
        TradesPerSecond = (int)Math.Clamp(Math.Round(ordersPerSecond), 1, MostTradesPerSecond);
        EndId = endId ?? liveFromUs / SecondUs * TradesPerSecond;
        _path = new PricePath(seed, spec.BasePrice);
        _gap = MarketMaker.GapOf(spec);
        _drawn = Math.Min(TradesPerSecond, TradesDrawn);
        _sizes = Sizes(spec, ordersPerSecond / TradesPerSecond, Math.Min(MostAveraged, TradesPerSecond / _drawn));
    }

    /// <summary>2020-01-01: the first second with trades.</summary>
    public static long ListedUs { get; } = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;

    /// <summary>Where the history ends and the live tape begins, on a whole second.</summary>
    public long EndUs { get; }

    public int TradesPerSecond { get; }

    public long FirstId => IdOf(ListedUs / SecondUs);

    public long EndId { get; }

    public long LastPrice => Trade(EndId - 1).Price;

    /// <summary>The same history with a cache of its own, for another thread.</summary>
    public History Copy() => new(_spec, _seed, _ordersPerSecond, EndUs, EndId);

    /// <summary>The trade with this id, which lies from <see cref="FirstId"/> to before <see cref="EndId"/>.</summary>
    public TapeTrade Trade(long id)
    {
        var count = id - IdOf(0);
        var (second, rank) = (count / TradesPerSecond, (int)(count % TradesPerSecond));
        var (centre, sold, lots) = Draw(second, (int)((long)rank * _drawn / TradesPerSecond));
        var timeUs = second * SecondUs + rank * 1000L / TradesPerSecond * 1000;
        return new TapeTrade(id, id, PriceOf(centre, sold), lots * _spec.StepSize, timeUs, sold);
    }

    /// <summary>Id of the first trade at this time or later; <see cref="EndId"/> when the tape has it.</summary>
    public long IdAt(long timeUs)
    {
        if (timeUs <= ListedUs)
        {
            return FirstId;
        }

        var second = timeUs / SecondUs;
        var ms = (timeUs - second * SecondUs + 999) / 1000;
        return timeUs >= EndUs ? EndId : Math.Min(EndId, IdOf(second) + (ms * TradesPerSecond + 999) / 1000);
    }

    /// <summary>
    /// The candle of [<paramref name="openUs"/>, <paramref name="closeUs"/>), both on a whole second, as far as it lies in the history.
    /// </summary>
    public Candle Sum(long openUs, long closeUs)
    {
        var candle = new Candle { OpenUs = openUs };
        var end = Math.Min(closeUs, EndUs) / SecondUs;
        for (var second = Math.Max(openUs, ListedUs) / SecondUs; second < end; second++)
        {
            candle.Merge(Second(second));
        }

        return candle;
    }

    /// <summary>The same for a whole interval, by way of the smaller ones, of which the long ones are remembered.</summary>
    public Candle Of(BarInterval interval, long openUs)
    {
        var closeUs = CloseOf(interval, openUs);
        if (interval <= BarInterval.OneMinute)
        {
            return Sum(openUs, closeUs);
        }

        var remembered = interval >= BarInterval.OneHour && closeUs <= EndUs;
        if (remembered && _cache.TryGetValue((interval, openUs), out var known))
        {
            return known;
        }

        var part = interval <= BarInterval.OneHour
            ? BarInterval.OneMinute
            : interval <= BarInterval.OneDay ? BarInterval.OneHour
            : BarInterval.OneDay;
        var candle = new Candle { OpenUs = openUs };
        var end = Math.Min(closeUs, EndUs);
        for (var at = openUs; at < end; at = CloseOf(part, at))
        {
            candle.Merge(Of(part, at));
        }

        if (remembered)
        {
            if (_cache.Count >= CachedCandles)
            {
                _cache.Clear();
            }

            _cache[(interval, openUs)] = candle;
        }

        return candle;
    }

    public static long CloseOf(BarInterval interval, long openUs) => ToUs(interval.CloseOf(ToTime(openUs)));

    public static long OpenOf(BarInterval interval, long timeUs) => ToUs(interval.OpenOf(ToTime(timeUs)));

    public static DateTime ToTime(long timeUs) => DateTime.UnixEpoch.AddTicks(timeUs * 10);

    public static long ToUs(DateTime time) => (time - DateTime.UnixEpoch).Ticks / 10;

    /// <summary>
    /// One of the second's different trades: its price lies on the ladder of the makers, drawn as a taker of the tape is.
    /// </summary>
    private (long Centre, bool Sold, long Lots) Draw(long second, int rank)
    {
        if (second != _fair.Second)
        {
            // Within a second the path is a straight line.
            _fair = (second, second == _fair.Second + 1 ? _fair.To : _path.At(second * SecondUs), _path.At((second + 1) * SecondUs));
        }

        var rung = (_fair.From + (_fair.To - _fair.From) * rank / _drawn) * E8.One / _gap;
        var centre = (long)rung;
        var hash = Mixer.Mix(_seed ^ (ulong)(second * TradesDrawn + rank) * 0x9E3779B97F4A7C15);
        var bought = Mixer.Fraction(hash) < 0.5 + (rung - centre - 0.5) * MarketMaker.Pull;
        return (centre, !bought, _sizes[(int)(hash % (ulong)_sizes.Length)]);
    }

    private Candle Second(long second)
    {
        // Sums of rungs and lots are whole numbers that fit: the wide arithmetic is done once a second, not once a trade.
        long lots = 0, bought = 0, worth = 0, boughtWorth = 0;
        long open = 0, high = 0, low = long.MaxValue, close = 0;
        for (var rank = 0; rank < _drawn; rank++)
        {
            var (centre, sold, size) = Draw(second, rank);
            var count = FirstRank(rank + 1) - FirstRank(rank);
            var rung = sold ? centre : centre + 1;
            open = rank == 0 ? rung : open;
            (high, low, close) = (Math.Max(high, rung), Math.Min(low, rung), rung);
            lots += size * count;
            worth += rung * size * count;
            if (!sold)
            {
                bought += size * count;
                boughtWorth += rung * size * count;
            }
        }

        Int128 unit = (Int128)_gap * _spec.StepSize;
        return new Candle
        {
            OpenUs = second * SecondUs,
            Open = open * _gap,
            High = high * _gap,
            Low = low * _gap,
            Close = close * _gap,
            Volume = (Int128)lots * _spec.StepSize,
            QuoteVolume = worth * unit,
            TakerVolume = (Int128)bought * _spec.StepSize,
            TakerQuoteVolume = boughtWorth * unit,
            FirstId = IdOf(second),
            LastId = IdOf(second + 1) - 1,
            Count = TradesPerSecond,
        };
    }

    /// <summary>The first trade of a second that is the drawn one of this rank.</summary>
    private long FirstRank(int drawn) => ((long)drawn * TradesPerSecond + _drawn - 1) / _drawn;

    private long PriceOf(long centre, bool sold) => (sold ? centre : centre + 1) * _gap;

    private long IdOf(long second) => EndId - (EndUs / SecondUs - second) * TradesPerSecond;

    /// <summary>
    /// Sizes in lots, each as likely as the next. One that stands for <paramref name="trades"/> trades is their mean, so that the volume
    /// of a bar varies as much as it does on the tape.
    /// </summary>
    private static long[] Sizes(MarketSpec spec, double share, int trades)
    {
        var random = new SeededRandom(0);
        var sizes = new double[1024];
        for (var i = 0; i < sizes.Length; i++)
        {
            for (var k = 0; k < trades; k++)
            {
                sizes[i] += MarketMaker.TakerLots(spec, trades == 1 ? (i + 0.5) / sizes.Length : random.NextFraction()) / trades;
            }
        }

        // Drawn sizes miss the mean of all by a percent.
        var scale = MarketMaker.MeanTakerLots(spec) / sizes.Average() * share;
        return [.. sizes.Select(size => Math.Max(1, (long)(size * scale)))];
    }
}
