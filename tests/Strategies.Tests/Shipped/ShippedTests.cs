using Trading.Contracts;
using Trading.Strategies.Tests.Indicators;

namespace Trading.Strategies.Tests.Shipped;

/// <summary>What holds for every strategy of the catalogue.</summary>
public sealed class ShippedTests
{
    private static readonly StrategyCatalogue Catalogue = new();

    public static TheoryData<string> Names => [.. Catalogue.Kinds.Select(kind => kind.Name)];

    [Fact]
    public void Eleven_kinds_are_shipped() => Assert.Equal(
        [
            "bollinger-breakout", "buy-and-hold", "donchian", "funding-carry", "grid", "ma-cross", "macd", "momentum-rotation", "pairs",
            "rsi-reversion", "signals",
        ],
        Catalogue.Kinds.Select(kind => kind.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_default_is_in_its_range_and_described(string name)
    {
        var kind = Catalogue.Kinds.Single(each => each.Name == name);
        Assert.NotEmpty(kind.Description);
        Assert.All(kind.Parameters, parameter =>
        {
            Assert.Null(parameter.Problem(parameter.Default));
            Assert.NotEmpty(parameter.Description);
        });
        Assert.True(Catalogue.TryPlan(name, null, out _, out var error), error);
    }

    /// <summary>The bound of rounding, twice: one has seen all bars, the other the warm-up alone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void After_its_warm_up_a_new_instance_decides_like_one_that_never_stopped(string name)
    {
        Assert.True(Catalogue.TryPlan(name, Sensitive(name), out var plan, out var error), error);
        var (first, second) = (plan.Create(), plan.Create());
        var bars = IndicatorBars.Random(8, 2_000);
        var start = 1_000 - first.WarmupBars;
        Assert.True(start > 0);
        var (old, fresh) = (new FakeHost(first, true, true), new FakeHost(second, true, true));
        (old.IsWarmingUp, fresh.IsWarmingUp) = (true, true);
        for (var i = 0; i < bars.Length; i++)
        {
            if (i == 1_000)
            {
                (old.IsWarmingUp, fresh.IsWarmingUp) = (false, false);
            }

            old.Step(bars[i].Close, bars[^(i + 1)].Close);
            if (i < start)
            {
                fresh.Skip();
            }
            else
            {
                fresh.Step(bars[i].Close, bars[^(i + 1)].Close);
            }
        }

        Assert.Equal(old.Requests.Select(Seen), fresh.Requests.Select(Seen));
        Assert.Equal(name != "signals", old.Requests.Count > 0);
    }

    private static (DateTime, string, Side, decimal) Seen(WorkingOrder order) =>
        (order.DecidedAt, order.Symbol, order.Side, Math.Round(order.Quantity, 3));

    private static Dictionary<string, decimal> Sensitive(string name) => name switch
    {
        "macd" => new() { ["short"] = 1 },
        "momentum-rotation" => new() { ["short"] = 1, ["lookback"] = 30, ["rotationBars"] = 7, ["top"] = 1 },
        "rsi-reversion" or "bollinger-breakout" or "donchian" => new() { ["short"] = 1 },
        _ => [],
    };
}
