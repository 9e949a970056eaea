using Trading.Contracts;

namespace Trading.Accounting.Tests;

public sealed class FundingTests
{
    [Fact]
    public void A_long_pays_a_positive_rate()
    {
        var account = Desk.Margin(10_000m);
        account.Buy(2m, 50_000m);

        // 2 * 50,100 * 0.0001 = 10.02.
        Assert.Equal(-10.02m, account.ApplyFunding("BTC", 0.0001m, 50_100m, Desk.Midnight));
        Assert.Equal((9_989.98m, -10.02m), (account.Cash, account.Funding));
        Desk.Holds(account, 9_989.98m);
    }

    [Fact]
    public void A_short_receives_it()
    {
        var account = Desk.Margin(10_000m);
        account.Sell(2m, 50_000m);
        Assert.Equal(10.02m, account.ApplyFunding("BTC", 0.0001m, 50_100m, Desk.Midnight));
        Desk.Holds(account, 10_010.02m);
    }

    [Fact]
    public void A_negative_rate_goes_the_other_way_and_is_rounded_to_eight_decimals()
    {
        var account = Desk.Margin(10_000m);
        account.Buy(1m, 61_000m);

        // 61,000.5 * 0.00003383 = 2.063646915: a half, away from zero.
        Assert.Equal(2.06364692m, account.ApplyFunding("BTC", -0.00003383m, 61_000.5m, Desk.Midnight));
        Desk.Holds(account, 10_002.06364692m);
    }

    [Fact]
    public void Funding_is_no_profit_and_no_fee_and_counts_for_the_drawdown()
    {
        var account = Desk.Margin(1_000m);
        account.Buy(1m, 100m);
        account.ApplyFunding("BTC", 0.1m, 100m, Desk.Midnight);

        // 100 * 0.1 = 10 of 1000.
        var value = account.Value();
        Assert.Equal((0m, 0m, 0m), (value.RealizedPnl, value.UnrealizedPnl, account.Fees));
        Assert.Equal(0.01m, account.MaxDrawdown);
        Desk.Holds(account, 990m);
    }

    [Fact]
    public void A_settlement_is_booked_once()
    {
        var account = Desk.Margin(1_000m);
        account.Buy(1m, 100m);
        Assert.Equal(-1m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight));
        for (var i = 0; i < 58; i++)
        {
            Assert.Equal(0m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight));
        }

        Desk.Holds(account, 999m);
    }

    [Fact]
    public void A_settlement_some_milliseconds_later_is_the_same_one()
    {
        var account = Desk.Margin(1_000m);
        account.Buy(1m, 100m);
        Assert.Equal(-1m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight));
        Assert.Equal(0m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight.AddMilliseconds(7)));
        Assert.Equal(-1m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight.AddHours(1)));
        Desk.Holds(account, 998m);
    }

    [Fact]
    public void Each_settlement_takes_the_quantity_of_its_moment()
    {
        var account = Desk.Margin(1_000m);
        account.Buy(1m, 100m);
        Assert.Equal(-1m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight)); // 1 * 100 * 0.01
        account.Buy(1m, 110m);
        Assert.Equal(1.1m, account.ApplyFunding("BTC", -0.005m, 110m, Desk.Midnight.AddHours(8))); // 2 * 110 * 0.005
        account.Sell(2m, 110m);
        Assert.Equal(0m, account.ApplyFunding("BTC", 0.01m, 110m, Desk.Midnight.AddHours(16)));

        // Realised 10, funding 0.1.
        Assert.Equal(0.1m, account.Funding);
        Desk.Holds(account, 1_010.1m);
    }

    [Fact]
    public void A_position_opened_after_a_settlement_does_not_pay_it()
    {
        var account = Desk.Margin(1_000m);
        Assert.Equal(0m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight));
        account.Buy(1m, 100m);
        Assert.Equal(0m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight));
        Desk.Holds(account, 1_000m);
    }

    [Fact]
    public void A_restart_does_not_book_it_again()
    {
        var before = Desk.Margin(1_000m);
        before.Buy(1m, 100m);
        before.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight);
        var account = new Account(Desk.Terms(10, hedge: false), before.State, before.Positions);

        Assert.Equal(0m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight));
        Assert.Equal(-1m, account.Funding);
        Desk.Holds(account, 999m);
    }

    [Fact]
    public void A_hedge_account_pays_for_one_side_and_receives_for_the_other()
    {
        var account = Desk.Hedge(1_000m);
        account.Buy(3m, 100m, side: PositionSide.Long);
        account.Sell(1m, 100m, side: PositionSide.Short);

        // -3 * 100 * 0.001 + 1 * 100 * 0.001 = -0.2.
        Assert.Equal(-0.2m, account.ApplyFunding("BTC", 0.001m, 100m, Desk.Midnight));
        Desk.Holds(account, 999.8m);
    }

    [Fact]
    public void Symbols_settle_at_the_same_time_each_for_itself()
    {
        var account = Desk.Margin(1_000m);
        account.Buy(1m, 100m);
        account.Sell(2m, 50m, symbol: "ETH");
        Assert.Equal(-1m, account.ApplyFunding("BTC", 0.01m, 100m, Desk.Midnight));
        Assert.Equal(2m, account.ApplyFunding("ETH", 0.02m, 50m, Desk.Midnight));
        Desk.Holds(account, 1_001m);
    }

    [Fact]
    public void States_of_versions_without_funding_have_none()
    {
        var state = System.Text.Json.JsonSerializer.Deserialize<AccountState>(
            """{"InitialCash":1000,"Cash":900,"Fees":1,"PeakEquity":1000,"MaxDrawdown":0.001}""");
        var account = new Account(AccountTerms.Spot, state!, [new Position("BTC", 1m, 99m, 0m, 99m)]);

        // 900 + 99 = 1000 - 1.
        Assert.Equal(0m, account.Funding);
        Desk.Holds(account, 999m);
        account.Apply(new Fill("BTC", Side.Sell, 1m, 99m, 0m), 99m);
        Desk.Holds(account, 999m);
    }
}
