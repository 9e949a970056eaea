using Trading.Contracts;
using Trading.ExchangeSimulator.Matching;

namespace Trading.ExchangeSimulator.Tape;

/// <summary>
/// What the symbol traded before the live tape began, computed on demand from the seed: one trade a second since
/// <see cref="ListedUs"/>, with ids that rise by one up to <paramref name="endId"/>. Candles are sums of these trades, so every
/// interval and the trades themselves agree.
/// </summary>
/// <param name="liveFromUs">Where the live tape begins, on a whole second.</param>
/// <param name="endId">One more than the id of the history's last trade.</param>
public sealed class History(MarketSpec spec, ulong seed, long liveFromUs, long endId)
{
    public const long SecondUs = 1_000_000;
    private const int CachedCandles = 50_000;

    private readonly PricePath _path = new(seed, spec.BasePrice);
    private readonly Dictionary<(BarInterval, long), Candle> _cache = [];

    /// <summary>2020-01-01: the first second with a trade.</summary>
    public static long ListedUs { get; } = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;

    /// <summary>Where the history ends and the live tape begins, on a whole second.</summary>
    public long EndUs { get; } = liveFromUs;

    public long FirstId => endId - (EndUs - ListedUs) / SecondUs;

    /// <summary>The same history with a cache of its own, for another thread.</summary>
    public History Copy() => new(spec, seed, EndUs, endId);

    /// <summary>The trade of the second that starts at <paramref name="secondUs"/>.</summary>
    public TapeTrade At(long secondUs)
    {
        var second = secondUs / SecondUs;
        var hash = Mixer.Mix(seed ^ (ulong)second * 0x9E3779B97F4A7C15);
        var timeUs = secondUs + (long)(hash % 1000) * 1000;
        var half = (long)(spec.BasePrice * 0.000005 * E8.One);
        var sold = (hash >> 20 & 1) == 1;
        var price = (long)(_path.At(secondUs) * E8.One) + (sold ? -half : half);
        var dollars = 20 + 1_500 * Mixer.Fraction(hash) * Mixer.Fraction(hash << 21);
        var lots = Math.Max(1, (long)(dollars * spec.QuotePerDollar / spec.BasePrice * E8.One / spec.StepSize));
        var id = endId - (EndUs / SecondUs - second);
        return new TapeTrade(id, id, Math.Max(1, price / spec.TickSize) * spec.TickSize, lots * spec.StepSize, timeUs, sold);
    }

    /// <summary>Start of the second whose trade has this id.</summary>
    public long SecondOfId(long id) => EndUs - (endId - id) * SecondUs;

    /// <summary>The candle of [<paramref name="openUs"/>, <paramref name="closeUs"/>), as far as it lies in the history.</summary>
    public Candle Sum(long openUs, long closeUs)
    {
        var candle = new Candle { OpenUs = openUs };
        var end = Math.Min(closeUs, EndUs);
        for (var second = Math.Max(openUs, ListedUs); second < end; second += SecondUs)
        {
            candle.Add(At(second));
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

        var part = interval <= BarInterval.OneHour ? BarInterval.OneMinute : interval <= BarInterval.OneDay ? BarInterval.OneHour : BarInterval.OneDay;
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
}
