using Trading.Contracts;

namespace Trading.Accounting.Tests;

public sealed class HedgeTests
{
    [Fact]
    public void A_long_and_a_short_stand_side_by_side()
    {
        var account = Desk.Hedge(1_000m);
        account.Buy(2m, 100m, side: PositionSide.Long);
        account.Sell(1m, 110m, side: PositionSide.Short);
        account.Mark("BTC", 105m);

        // 2 * 5 + 1 * 5 = 15; gross 3 * 105 = 315.
        Assert.Equal((2m, 100m), (Long(account).Quantity, Long(account).AverageEntryPrice));
        Assert.Equal((-1m, 110m), (Short(account).Quantity, Short(account).AverageEntryPrice));
        Assert.Equal((15m, 315m), (account.Value().UnrealizedPnl, account.Value().GrossValue));
        Desk.Holds(account, 1_015m);
    }

    [Fact]
    public void Closing_one_side_leaves_the_other()
    {
        var account = Desk.Hedge(1_000m);
        account.Buy(2m, 100m, side: PositionSide.Long);
        account.Sell(2m, 100m, side: PositionSide.Short);

        // 2 * (120 - 100) = 40 realised; the short is at -40.
        Assert.Equal(40m, account.Sell(2m, 120m, fee: 0.1m, side: PositionSide.Long));
        Assert.Equal((0m, -2m), (Long(account).Quantity, Short(account).Quantity));
        Desk.Holds(account, 999.9m);
        Assert.Equal(-20m, account.Buy(1m, 120m, side: PositionSide.Short));
        Assert.Equal(-1m, Short(account).Quantity);
    }

    [Fact]
    public void Margins_of_both_sides_add_up()
    {
        var account = Desk.Hedge(10_000m, leverage: 10);
        account.Buy(1m, 60_000m, side: PositionSide.Long);
        account.Sell(0.5m, 60_000m, side: PositionSide.Short);

        // 60,000 * 0.005 - 50 = 250 and 30,000 * 0.004 = 120; 6000 + 3000 at ten times.
        Assert.Equal((9_000m, 370m, 1_000m), (account.Margin().Initial, account.Margin().Maintenance, account.Margin().Available));
    }

    [Fact]
    public void A_trade_beyond_a_side_is_refused_and_changes_nothing()
    {
        var account = Desk.Hedge(1_000m);
        account.Buy(2m, 100m, side: PositionSide.Long);
        Assert.Throws<InvalidOperationException>(() => account.Sell(3m, 110m, fee: 1m, side: PositionSide.Long));
        Assert.Throws<InvalidOperationException>(() => account.Buy(1m, 110m, fee: 1m, side: PositionSide.Short));
        Assert.Equal((2m, 0m, 0m), (Long(account).Quantity, Short(account).Quantity, account.Fees));
        Desk.Holds(account, 1_000m);
    }

    [Fact]
    public void Sides_and_terms_must_agree()
    {
        var hedge = Desk.Hedge(1_000m);
        var netting = Desk.Margin(1_000m);
        Assert.Throws<ArgumentException>(() => hedge.Buy(1m, 100m));
        Assert.Throws<ArgumentException>(() => hedge.PositionOf("BTC"));
        Assert.Throws<ArgumentException>(() => netting.Buy(1m, 100m, side: PositionSide.Long));
        Assert.Throws<ArgumentException>(() => new Account(Desk.Terms(10, hedge: true), netting.State, [new("BTC", 1m, 100m, 0m, 100m)]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_fill_has_a_quantity(int quantity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Desk.Spot().Apply(new Fill("BTC", Side.Buy, quantity, 1m, 0m), 1m));

    private static Position Long(Account account) => account.PositionOf("BTC", PositionSide.Long);

    private static Position Short(Account account) => account.PositionOf("BTC", PositionSide.Short);
}
