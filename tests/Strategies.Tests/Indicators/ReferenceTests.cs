using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Strategies.Indicators;
using Trading.Testing;

namespace Trading.Strategies.Tests.Indicators;

/// <summary>Published values over 502 daily bars of an index fund.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Sma_of_20() => Check("sma", new Sma(20), ("sma", i => i.Value));

    [Fact]
    public void Ema_of_20() => Check("ema", new Ema(20), ("ema", i => i.Value));

    [Fact]
    public void Rsi_of_14() => Check("rsi", new Rsi(14), ("rsi", i => i.Value));

    [Fact]
    public void Macd_of_12_26_and_9() => Check(
        "macd", new Macd(12, 26, 9), ("macd", i => i.Value), ("signal", i => i.Signal), ("histogram", i => i.Histogram));

    [Fact]
    public void Bollinger_bands_of_20_and_2() => Check(
        "bb", new BollingerBands(20, 2), ("sma", i => i.Middle), ("upperBand", i => i.Upper), ("lowerBand", i => i.Lower));

    [Fact]
    public void Atr_of_14() => Check("atr", new Atr(14), ("tr", i => i.TrueRange), ("atr", i => i.Value));

    private static void Check<T>(string name, T indicator, params (string Field, Func<T, double> Output)[] outputs)
        where T : IIndicator
    {
        using var stream = RecordedData.Open($"indicators/results/{name}.standard.json");
        using var expected = JsonDocument.Parse(stream);
        var bars = RecordedData.Lines("indicators/default.csv").Skip(1).Select(Parse).ToArray();
        Assert.Equal(502, expected.RootElement.GetArrayLength());
        foreach (var (bar, row) in bars.Zip(expected.RootElement.EnumerateArray()))
        {
            indicator.Update(bar);
            Assert.Equal(row.GetProperty("timestamp").GetDateTime(), bar.OpenTime);
            foreach (var (field, output) in outputs)
            {
                var (ours, reference) = (output(indicator), row.GetProperty(field));
                var value = reference.ValueKind == JsonValueKind.Null ? double.NaN : reference.GetDouble();
                Assert.True(IndicatorTests.Same(ours, value, 0), $"{field} of {bar.OpenTime:d}: {ours:R}, not {value:R}");
            }
        }
    }

    private static Bar Parse(string line)
    {
        var parts = line.Split(',');
        var numbers = parts[1..].Select(part => decimal.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Bar(
            DateTime.Parse(parts[0], CultureInfo.InvariantCulture), BarInterval.OneDay,
            numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], 0, 0, 0, 0, Closed: true, BarSource.Rest);
    }
}
