namespace Trading.Accounting.Tests;

public sealed class MarginTests
{
    [Fact]
    public void Cash_of_a_margin_account_is_the_wallet_balance()
    {
        var account = Desk.Margin(10_000m);
        account.Buy(0.5m, 60_000m, fee: 12m);
        account.Mark("BTC", 61_000m);

        // Opening costs the fee alone; 0.5 * 1000 = 500 is not realised.
        Assert.Equal(9_988m, account.Cash);
        Desk.Holds(account, 10_488m);
    }

    [Fact]
    public void Initial_margin_is_notional_over_leverage()
    {
        var account = Desk.Margin(10_000m, leverage: 10);
        account.Buy(0.5m, 60_000m);

        // 30,000 / 10 = 3000; 30,000 * 0.004 = 120; 10,000 - 3000 = 7000; 120 / 10,000 = 0.012.
        var margin = account.Margin();
        Assert.Equal((3_000m, 120m, 7_000m, 0.012m), (margin.Initial, margin.Maintenance, margin.Available, margin.Ratio));
        Assert.False(margin.MustLiquidate);
    }

    [Fact]
    public void Margins_follow_the_mark_price()
    {
        var account = Desk.Margin(10_000m, leverage: 10);
        account.Sell(0.5m, 60_000m);
        account.Mark("BTC", 64_000m);

        // 32,000 / 10 = 3200; 32,000 * 0.004 = 128; equity 10,000 - 2000 = 8000; 8000 - 3200 = 4800; 128 / 8000 = 0.016.
        var margin = account.Margin();
        Assert.Equal((3_200m, 128m, 4_800m, 0.016m), (margin.Initial, margin.Maintenance, margin.Available, margin.Ratio));
    }

    [Theory]
    [InlineData(50_000, "200")] // 50,000 * 0.004
    [InlineData(50_001, "200.005")] // 50,001 * 0.005 - 50
    [InlineData(120_000, "550")] // 120,000 * 0.005 - 50
    [InlineData(600_000, "2950")] // 600,000 * 0.005 - 50
    [InlineData(1_000_000, "5550")] // 1,000,000 * 0.0065 - 950
    [InlineData(4_000_000, "25050")] // beyond the last cap: 4,000,000 * 0.0065 - 950
    public void Maintenance_margin_is_by_bracket_without_a_jump(int notional, string maintenance)
    {
        var account = Desk.Margin(1_000_000m);
        account.Buy(notional, 1m);
        Assert.Equal(decimal.Parse(maintenance), account.Margin().Maintenance);
    }

    [Fact]
    public void A_bracket_caps_the_leverage()
    {
        var account = Desk.Margin(10_000m, leverage: 125);
        account.Buy(2m, 60_000m);

        // 120,000 is in the bracket of 100 times: 1200, not 960.
        Assert.Equal(1_200m, account.Margin().Initial);
        Assert.Equal(1_200m, Desk.Terms(125, hedge: false).InitialMargin("BTC", 120_000m));
        Assert.Equal(400m, Desk.Terms(125, hedge: false).InitialMargin("BTC", 50_000m));
    }

    [Fact]
    public void A_loss_takes_from_what_is_available()
    {
        var account = Desk.Margin(1_000m, leverage: 10);
        account.Buy(1m, 9_000m);
        account.Mark("BTC", 8_800m);

        // Equity 800; 8800 / 10 = 880 is bound: nothing is left, and nothing less than that.
        Assert.Equal(0m, account.Margin().Available);
    }

    [Fact]
    public void A_spot_account_binds_its_cash_and_is_never_liquidated()
    {
        var account = Desk.Spot();
        account.Buy(10m, 100m, fee: 1m);
        account.Mark("BTC", 0.01m);

        // Cash 1000 - 1000 - 1 = -1; equity -1 + 0.1.
        Assert.Equal(new MarginState(-0.9m, 0, 0, 0), account.Margin());
        Assert.Equal(0m, account.Margin().Ratio);
        Assert.Empty(account.Liquidation());
        Assert.Null(account.LiquidationPrice("BTC"));
        Assert.Equal(700m, AccountTerms.Spot.InitialMargin("BTC", 700m));
    }

    [Fact]
    public void A_symbol_without_brackets_is_refused_by_name()
    {
        var account = Desk.Margin(1_000m);
        var refusal = Assert.Throws<ArgumentException>(() => account.Buy(1m, 1m, symbol: "XRP"));
        Assert.Contains("XRP", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(account.Positions);
        Desk.Holds(account, 1_000m);
    }

    [Theory]
    [InlineData(10, 100, 10, "0.01")] // does not start at 0
    [InlineData(0, 100, 0, "0.01")] // no leverage
    [InlineData(0, 100, 10, "1")] // all of the position
    [InlineData(0, 0, 10, "0.01")] // empty
    public void Brackets_that_cannot_be_are_refused(int floor, int cap, int leverage, string ratio) => Assert.Throws<ArgumentException>(
        () => new MarginBrackets([new(floor, cap, leverage, decimal.Parse(ratio), 0)]));

    [Fact]
    public void Brackets_with_a_gap_are_refused() => Assert.Throws<ArgumentException>(
        () => new MarginBrackets([new(0, 100, 10, 0.01m, 0), new(200, 300, 5, 0.02m, 1)]));

    [Fact]
    public void A_leverage_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Desk.Margin(1_000m, leverage: 0.5m));
}
