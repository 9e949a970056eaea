using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Tests.Indicators;

/// <summary>An indicator, its outputs, and the same outputs computed from all bars each time by the published formula.</summary>
/// <param name="Scale">What an output is measured in, where it may cancel to 0: 1 for ratios, 0 for the price itself.</param>
internal sealed record IndicatorCase(
    Func<IIndicator> Create, Func<IIndicator, double[]> Outputs, Func<ReadOnlyMemory<Bar>, double[]> Expected, double Scale = 0)
{
    public static IReadOnlyDictionary<string, IndicatorCase> All { get; } = new Dictionary<string, IndicatorCase>(StringComparer.Ordinal)
    {
        ["sma"] = Of(() => new Sma(20), i => [i.Value], bars => [Naive.Mean(Naive.Closes(bars), 20)]),
        ["sma 1"] = Of(() => new Sma(1), i => [i.Value], bars => [Naive.Mean(Naive.Closes(bars), 1)]),
        ["ema"] = Of(() => new Ema(20), i => [i.Value], bars => [Naive.Ema(Naive.Closes(bars), 20)]),
        ["wma"] = Of(() => new Wma(13), i => [i.Value], bars => [Naive.Wma(Naive.Closes(bars), 13)]),
        ["rsi"] = Of(() => new Rsi(14), i => [i.Value], bars => [Naive.Rsi(Naive.Closes(bars), 14)], 1),
        ["macd"] = Of(
            () => new Macd(12, 26, 9), i => [i.Value, i.Signal, i.Histogram], bars => Naive.Macd(Naive.Closes(bars), 12, 26, 9), 1e-3),
        ["bollinger"] = Of(
            () => new BollingerBands(20, 2), i => [i.Upper, i.Middle, i.Lower, i.Deviation],
            bars => Naive.Bollinger(Naive.Closes(bars), 20, 2)),
        ["z-score"] = Of(
            () => new RollingZScore(30), i => [i.Value, i.Mean, i.Deviation], bars => Naive.ZScore(Naive.Closes(bars), 30), 1e-3),
        ["atr"] = Of(() => new Atr(14), i => [i.Value, i.TrueRange], bars => [Naive.Atr(bars, 14), Naive.Last(Naive.TrueRanges(bars))]),
        ["adx"] = Of(() => new Adx(14), i => [i.Value, i.PlusDi, i.MinusDi], bars => Naive.Adx(bars, 14), 1),
        ["donchian"] = Of(() => new DonchianChannel(20), i => [i.Upper, i.Middle, i.Lower], bars => Naive.Donchian(bars, 20)),
        ["keltner"] = Of(() => new KeltnerChannel(20, 10, 2), i => [i.Upper, i.Middle, i.Lower], bars => Naive.Keltner(bars, 20, 10, 2)),
        ["vwap"] = Of(() => new Vwap(), i => [i.Value], bars => [Naive.Vwap(bars)]),
        ["stochastic"] = Of(() => new Stochastic(14, 3, 3), i => [i.K, i.D], bars => Naive.Stochastic(bars, 14, 3, 3), 1),
        ["fast stochastic"] = Of(() => new Stochastic(5, 1, 3), i => [i.K, i.D], bars => Naive.Stochastic(bars, 5, 1, 3), 1),
        ["obv"] = Of(() => new Obv(), i => [i.Value], bars => [Naive.Obv(bars)], 1),
        ["cci"] = Of(() => new Cci(20), i => [i.Value], bars => [Naive.Cci(bars, 20)], 1),
        ["supertrend"] = Of(() => new SuperTrend(10, 3), i => [i.Value, i.Direction], bars => Naive.SuperTrend(bars, 10, 3)),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static IndicatorCase Of<T>(
        Func<T> create, Func<T, double[]> outputs, Func<ReadOnlyMemory<Bar>, double[]> expected, double scale = 0)
        where T : IIndicator => new(() => create(), indicator => outputs((T)indicator), expected, scale);
}
