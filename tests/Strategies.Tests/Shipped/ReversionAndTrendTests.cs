using Trading.Contracts;
using Trading.Strategies.Shipped;

namespace Trading.Strategies.Tests.Shipped;

/// <summary>Strategies of one symbol and market orders, each through a scenario by hand.</summary>
public sealed class ReversionAndTrendTests
{
    [Fact]
    public void Rsi_reversion_buys_what_is_oversold_and_sells_at_the_middle()
    {
        // Falls alone are 0; the last rise gives gains of 4/3 on average against losses of 2/3.
        var host = new FakeHost(new RsiReversion { Period = 3, EquityFraction = 0.5m }, false);
        host.Closes(100, 99, 98);
        Assert.Empty(host.Requests);
        host.Closes(97);
        Assert.Equal((Side.Buy, 5_000m / 97), (host.Requests.Single().Side, host.Requests.Single().Quantity));
        host.Closes(96);
        Assert.Equal(5_000m / 97, host.Quantity);
        host.Closes(100, 100);
        Assert.Equal((2, 0m), (host.Requests.Count, host.Quantity));
    }

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public void Rsi_reversion_sells_short_what_is_overbought_on_request_where_it_can(bool wanted, bool possible, int orders)
    {
        var host = new FakeHost(new RsiReversion { Period = 3, Short = wanted }, possible);
        host.Closes(100, 101, 102, 103, 104);
        Assert.Equal(orders, host.Requests.Count);
        Assert.Equal(orders > 0, host.Quantity < 0);

        // Gains of 2/3 on average and losses of 1: 40.
        host.Closes(101, 101);
        Assert.Equal(0, host.Quantity);
    }

    [Fact]
    public void Bollinger_breakout_buys_above_the_upper_band_and_sells_below_the_middle()
    {
        var host = new FakeHost(new BollingerBreakout { Period = 4, Width = 1.5 }, false);
        host.Closes(100, 100, 110);
        Assert.Empty(host.Requests);
        host.Closes(110, 112, 111);
        Assert.Empty(host.Requests);
        host.Closes(130, 130);
        Assert.True(host.Quantity > 0);
        host.Closes(100, 100);
        Assert.Equal((2, 0m), (host.Requests.Count, host.Quantity));
    }

    [Fact]
    public void Bollinger_breakout_sells_short_below_the_lower_band_on_request()
    {
        var host = new FakeHost(new BollingerBreakout { Period = 4, Width = 1.5, Short = true }, true);
        host.Closes(100, 100, 100, 80, 80);
        Assert.True(host.Quantity < 0);
        host.Closes(110, 110);
        Assert.Equal((2, 0m), (host.Requests.Count, host.Quantity));
    }

    [Fact]
    public void A_flat_price_breaks_out_of_nothing()
    {
        var host = new FakeHost(new BollingerBreakout { Period = 20, Short = true }, true);
        host.Closes([.. Enumerable.Repeat(0.1m, 200)]);
        Assert.Empty(host.Requests);
    }

    [Fact]
    public void Macd_buys_the_cross_above_its_signal_and_sells_below_it()
    {
        // The histogram: -0.111, 0.593, 0.852, -1.165, -0.538.
        var host = new FakeHost(new MacdCross { Fast = 1, Slow = 2, Signal = 2 }, false);
        host.Closes(100, 98, 96, 93);
        Assert.Empty(host.Requests);
        host.Closes(96, 103);
        Assert.True(host.Quantity > 0);
        host.Closes(95, 90);
        Assert.Equal((2, 0m), (host.Requests.Count, host.Quantity));
    }

    [Fact]
    public void Macd_sells_short_the_cross_below_on_request()
    {
        var host = new FakeHost(new MacdCross { Fast = 1, Slow = 2, Signal = 2, Short = true }, true);
        host.Closes(100, 101, 104, 109);
        Assert.Empty(host.Requests);
        host.Closes(106, 99);
        Assert.True(host.Quantity < 0);
        host.Closes(107, 112);
        Assert.Equal(0, host.Quantity);
    }

    [Fact]
    public void Donchian_risks_its_part_of_the_equity_down_to_the_stop()
    {
        var strategy = new DonchianBreakout { EntryPeriod = 3, ExitPeriod = 2, AtrPeriod = 3, StopRanges = 2, RiskFraction = 0.01m };
        var host = new FakeHost(strategy, false);
        for (var i = 0; i < 3; i++)
        {
            host.Bar(101, 99, 100);
        }

        host.Bar(101, 99, 101);
        Assert.Empty(host.Requests);
        host.Bar(104, 100, 104);

        // True ranges 2, 2, 2, then 4: (2 x 2 + 4) / 3. The stop is two of it below 104, and 1 % of 10,000 is lost there.
        var order = host.Requests.Single();
        Assert.Equal((Side.Buy, 98.66666667m), (order.Side, order.StopLoss!.Value));
        Assert.Equal(100m, Math.Round(order.Quantity * (104 - 98.66666667m), 8));
    }

    [Fact]
    public void Donchian_leaves_at_the_shorter_channel_once()
    {
        var host = new FakeHost(new DonchianBreakout { EntryPeriod = 3, ExitPeriod = 2, AtrPeriod = 2 }, false);
        host.Closes(100, 101, 100, 105, 106, 107, 106);
        Assert.True(host.Quantity > 0);
        Assert.Single(host.Requests);
        host.Closes(105, 104);
        Assert.Equal((2, 0m), (host.Requests.Count, host.Quantity));
        Assert.Equal("exit", host.Requests[1].Tag);
    }

    [Fact]
    public void Donchian_sells_short_below_the_channel_on_request()
    {
        var host = new FakeHost(new DonchianBreakout { EntryPeriod = 3, ExitPeriod = 2, AtrPeriod = 2, Short = true }, true);
        host.Closes(100, 101, 100, 95, 94);
        Assert.True(host.Quantity < 0 && host.Requests[0].StopLoss > 95);
        host.Closes(99, 99);
        Assert.Equal(0, host.Quantity);
    }

    [Fact]
    public void Signals_opens_with_a_bracket_and_closes_at_the_opposite()
    {
        var host = new FakeHost(new SignalFollower { EquityFraction = 0.5m }, false);
        host.Signal(Side.Buy, 90);
        Assert.Empty(host.Requests);
        host.Closes(100);
        host.Signal(Side.Buy, 69);
        host.Signal(Side.Buy, 90, confidence: 0.4);
        host.Signal(Side.Sell, 90);
        Assert.Empty(host.Requests);
        host.Signal(Side.Buy, 90);
        host.Signal(Side.Buy, 95);
        var entry = host.Requests.Single();
        Assert.Equal((50m, 98m, 104m), (entry.Quantity, entry.StopLoss!.Value, entry.TakeProfit!.Value));
        host.Closes(101);
        host.Signal(Side.Sell, 80);
        host.Closes(101);
        Assert.Equal((2, 0m), (host.Requests.Count, host.Quantity));
    }

    [Fact]
    public void Signals_sells_short_on_request()
    {
        var host = new FakeHost(new SignalFollower { Short = true }, true);
        host.Closes(100);
        host.Signal(Side.Sell, 80);
        Assert.Equal((102m, 96m), (host.Requests.Single().StopLoss!.Value, host.Requests.Single().TakeProfit!.Value));
    }
}
