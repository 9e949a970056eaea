using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>
/// Index, mark and premium of a perpetual as pure functions of time, and the funding that follows from them. Each reader
/// has an instance of its own, because the path keeps a cursor.
/// </summary>
internal sealed class MarkPrices(MarketSpec spec, ulong seed)
{
    private const long HourUs = 3_600_000_000;
    private const double PremiumAmplitude = 0.0006;
    private readonly PricePath _path = new(seed, spec.BasePrice);

    /// <summary>Symbols other than the two largest settle every four hours; <c>fundingInfo</c> lists just those.</summary>
    public int FundingIntervalHours { get; } = spec.Symbol is "BTCUSDT" or "ETHUSDT" ? 8 : 4;

    public long FundingIntervalUs => FundingIntervalHours * HourUs;

    public long NextFundingUs(long timeUs) => (timeUs / FundingIntervalUs + 1) * FundingIntervalUs;

    public long Index(long timeUs) => (long)(_path.At(timeUs) * E8.One);

    public long Mark(long timeUs) => (long)(_path.At(timeUs) * (1 + Premium(timeUs)) * E8.One);

    /// <summary>Mark over index, less one.</summary>
    public double Premium(long timeUs)
    {
        var hour = timeUs / HourUs;
        var fraction = (timeUs - hour * HourUs) / (double)HourUs;
        return PremiumAmplitude * (Noise(hour) + (Noise(hour + 1) - Noise(hour)) * fraction);
    }

    /// <summary>Rate settled at a multiple of the interval, in units of 10^-8: interest of 0.01 % and the hour's premium.</summary>
    public long FundingRate(long settledUs) => 10_000 + (long)(Premium(settledUs) * 0.5 * E8.One);

    /// <summary>The stamp of a settlement is a few milliseconds late now and then, as the venue's own are.</summary>
    public long FundingStampUs(long settledUs)
    {
        var hash = Mixer.Mix(seed ^ (ulong)settledUs);
        return settledUs + (hash % 4 == 0 ? (long)(hash >> 8) % 12 * 1000 : 0);
    }

    /// <summary>A candle of one of the three series, sampled every fifteen seconds; volumes stay zero.</summary>
    public Candle Of(PriceSeries series, BarInterval interval, long openUs, long nowUs)
    {
        var closeUs = Math.Min(History.CloseOf(interval, openUs), nowUs + 1);
        var step = interval == BarInterval.OneSecond ? 500_000 : 15_000_000;
        var candle = Candle.Flat(openUs, Value(series, openUs));
        for (var at = openUs; ; at = Math.Min(at + step, closeUs - 1000))
        {
            var value = Value(series, at);
            candle.High = Math.Max(candle.High, value);
            candle.Low = Math.Min(candle.Low, value);
            candle.Close = value;
            if (at >= closeUs - 1000)
            {
                return candle;
            }
        }
    }

    private long Value(PriceSeries series, long timeUs) => series switch
    {
        PriceSeries.Index => Index(timeUs),
        PriceSeries.Mark => Mark(timeUs),
        _ => (long)(Premium(timeUs) * E8.One),
    };

    private double Noise(long hour) => Mixer.Fraction(Mixer.Mix(seed ^ Mixer.Mix((ulong)hour ^ 0xF00D))) * 2 - 1;
}

/// <summary>Price series of a perpetual that are not traded.</summary>
internal enum PriceSeries
{
    Mark,
    Index,
    Premium,
}
