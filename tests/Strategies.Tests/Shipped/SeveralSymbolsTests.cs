using Trading.Contracts;
using Trading.Strategies.Shipped;

namespace Trading.Strategies.Tests.Shipped;

public sealed class SeveralSymbolsTests
{
    [Fact]
    public void Momentum_holds_the_strongest_and_rotates_when_another_is_stronger()
    {
        var strategy = new MomentumRotation { Lookback = 2, RotationBars = 4, Top = 1, EquityFraction = 0.5m };
        var host = new FakeHost(strategy, false, false, false);
        host.Step(100, 100, 100);
        host.Step(101, 104, 99);
        host.Step(102, 108, 98);
        Assert.Empty(host.Requests);
        host.Step(103, 112, 97);
        Assert.Equal(("S1", Side.Buy), (host.Requests.Single().Symbol, host.Requests.Single().Side));
        host.Step(104, 112, 96);
        host.Step(110, 112, 95);
        host.Step(115, 112, 94);
        Assert.Equal([0, 1, 0], host.Markets.Select(market => Math.Sign(market.Quantity)));

        // The rotation: what leaves is sold first, and what comes is bought at the bar after.
        host.Step(120, 112, 93);
        Assert.Equal(("S1", Side.Sell), (host.Requests[^1].Symbol, host.Requests[^1].Side));
        host.Step(121, 112, 92);
        Assert.Equal(("S0", Side.Buy), (host.Requests[^1].Symbol, host.Requests[^1].Side));
        host.Step(121, 112, 92);
        Assert.Equal([1, 0, 0], host.Markets.Select(market => Math.Sign(market.Quantity)));
    }

    [Fact]
    public void Momentum_holds_nothing_while_all_falls_and_is_short_in_the_weakest_on_request()
    {
        foreach (var isShort in (bool[])[false, true])
        {
            var strategy = new MomentumRotation { Lookback = 2, RotationBars = 4, Top = 1, EquityFraction = 0.5m, Short = isShort };
            var host = new FakeHost(strategy, true, true);
            for (var i = 0; i < 5; i++)
            {
                host.Step(100 - i, 100 - 2 * i);
            }

            Assert.Equal([0, isShort ? -1 : 0], host.Markets.Select(market => Math.Sign(market.Quantity)));
        }
    }

    [Fact]
    public void A_symbol_that_went_silent_does_not_hold_up_the_rotation()
    {
        var host = new FakeHost(new MomentumRotation { Lookback = 2, RotationBars = 4, Top = 1 }, false, false);
        host.Step(100, 100);
        host.Step(101, 110);
        host.Step(102, null);
        host.Step(103, null);
        host.Step(104, null);
        Assert.Equal([1, 0], host.Markets.Select(market => Math.Sign(market.Quantity)));
    }

    [Fact]
    public void Pairs_sells_the_dear_one_buys_the_cheap_one_and_closes_both_at_the_mean()
    {
        var host = new FakeHost(new Pairs { Period = 10, Entry = 2, Exit = 0.5, Stop = 4, EquityFraction = 0.2m }, true, true);
        for (var i = 0; i < 8; i++)
        {
            host.Step(100 + i % 2, 50);
        }

        host.Step(110, 50);
        Assert.Empty(host.Requests);
        host.Step(100, 50);
        Assert.Empty(host.Requests);
        host.Step(120, 50);
        Assert.Equal([Side.Sell, Side.Buy], host.Requests.Select(order => order.Side));
        Assert.Equal([2_000m, 2_000m], host.Requests.Select(order => Math.Round(order.Quantity * order.DecisionPrice, 8)));
        host.Step(120, 50);
        Assert.Equal([-1, 1], host.Markets.Select(market => Math.Sign(market.Quantity)));
        host.Step(103, 50);
        host.Step(103, 50);
        Assert.Equal([0m, 0m], host.Markets.Select(market => market.Quantity));
        Assert.Equal(4, host.Requests.Count);
    }

    [Fact]
    public void Pairs_waits_for_both_bars_and_needs_two_symbols_that_can_be_sold_short()
    {
        var host = new FakeHost(new Pairs { Period = 10 }, true, true);
        for (var i = 0; i < 30; i++)
        {
            host.Step(100 + i * i, null);
        }

        Assert.Empty(host.Requests);
        Assert.Throws<InvalidOperationException>(() => new FakeHost(new Pairs(), true, false));
        Assert.Throws<InvalidOperationException>(() => new FakeHost(new Pairs(), true, true, true));
        Assert.Throws<ArgumentException>(() => new FakeHost(new Pairs { Exit = 2, Entry = 2 }, true, true));
    }

    [Fact]
    public void Funding_carry_holds_spot_against_the_same_quantity_short_while_the_premium_lasts()
    {
        var host = new FakeHost(new FundingCarry { Period = 2, Entry = 0.001, Exit = 0, EquityFraction = 0.4m }, false, true);
        host.Step(100, 100.2m);
        Assert.Empty(host.Requests);
        host.Step(100, 100.2m);
        Assert.Equal(("S0", Side.Buy, 40m), (host.Requests.Single().Symbol, host.Requests.Single().Side, host.Requests.Single().Quantity));
        host.Step(100, 100.2m);
        Assert.Equal([40m, -40m], host.Markets.Select(market => market.Quantity));
        host.Step(100, 99.9m);
        Assert.Equal(2, host.Requests.Count);
        host.Step(100, 99.9m);
        host.Step(100, 99.9m);
        Assert.Equal([0m, 0m], host.Markets.Select(market => market.Quantity));
        Assert.Equal((4, true), (host.Requests.Count, host.Requests[^1].ReduceOnly));
        Assert.Equal(10_012, host.Equity);
    }

    [Fact]
    public void Funding_carry_needs_a_perpetual_that_can_be_sold_short()
    {
        Assert.Throws<InvalidOperationException>(() => new FakeHost(new FundingCarry(), false));
        Assert.Throws<InvalidOperationException>(() => new FakeHost(new FundingCarry(), true, false));
        Assert.Throws<ArgumentException>(() => new FakeHost(new FundingCarry { Entry = 0, Exit = 0 }, false, true));
    }
}
