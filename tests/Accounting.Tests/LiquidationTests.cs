using Trading.Contracts;

namespace Trading.Accounting.Tests;

public sealed class LiquidationTests
{
    [Fact]
    public void A_long_is_liquidated_where_its_equity_is_the_maintenance_margin()
    {
        var account = Desk.Margin(1_000m, leverage: 30);
        account.Buy(0.5m, 60_000m);

        // 1000 + 0.5 p - 30,000 = 0.004 * 0.5 p, so p = 29,000 / 0.498.
        Assert.Equal(58_232.93172691m, account.LiquidationPrice("BTC"));
    }

    [Fact]
    public void A_short_is_liquidated_above()
    {
        var account = Desk.Margin(1_000m, leverage: 30);
        account.Sell(0.5m, 60_000m);

        // 1000 - 0.5 p + 30,000 = 0.004 * 0.5 p, so p = 31,000 / 0.502.
        Assert.Equal(61_752.98804781m, account.LiquidationPrice("BTC"));
    }

    [Fact]
    public void The_bracket_at_the_liquidation_price_counts()
    {
        var account = Desk.Margin(5_000m, leverage: 30);
        account.Sell(0.8m, 60_000m);

        // Beyond 50,000 / 0.8 = 62,500 it is the second bracket: 53,000 - 0.8 p = 0.005 * 0.8 p - 50, so p = 53,050 / 0.804.
        Assert.Equal(65_982.58706468m, account.LiquidationPrice("BTC"));
    }

    [Fact]
    public void A_long_can_fall_into_a_lower_bracket_before()
    {
        var account = Desk.Margin(20_000m, leverage: 30);
        account.Buy(1m, 60_000m);

        // Below 50,000 it is the first bracket: 20,000 + p - 60,000 = 0.004 p, so p = 40,000 / 0.996.
        Assert.Equal(40_160.64257028m, account.LiquidationPrice("BTC"));
    }

    [Fact]
    public void Other_positions_bear_with_it()
    {
        var account = Desk.Margin(3_000m, leverage: 30);
        account.Buy(0.5m, 60_000m);
        account.Buy(10m, 2_000m, symbol: "ETH");
        account.Mark("ETH", 1_900m);

        // ETH: -1000, and 19,000 * 0.004 = 76. 3000 - 1000 - 76 + 0.5 p - 30,000 = 0.002 p, so p = 28,076 / 0.498.
        Assert.Equal(56_377.51004016m, account.LiquidationPrice("BTC"));
    }

    [Fact]
    public void A_long_that_is_paid_in_full_has_no_liquidation_price()
    {
        var account = Desk.Margin(60_000m, leverage: 1);
        account.Buy(1m, 60_000m);
        Assert.Null(account.LiquidationPrice("BTC"));

        // Beside it 6000 with a margin of 24: p - 24 = 0.004 p, so p = 24 / 0.996. The small one alone cannot lose so much.
        account.Buy(0.1m, 60_000m, symbol: "ETH");
        Assert.Equal(24.09638554m, account.LiquidationPrice("BTC"));
        Assert.Null(account.LiquidationPrice("ETH"));
        Assert.Null(account.LiquidationPrice("SOL"));
    }

    [Fact]
    public void Nothing_is_closed_before_and_all_of_it_at_the_bankruptcy_price_after()
    {
        var account = Desk.Margin(1_000m, leverage: 30);
        account.Buy(0.5m, 60_000m);

        // At 58,233: equity 116.5 is more than 0.002 * 58,233 = 116.466.
        account.Mark("BTC", 58_233m);
        Assert.Empty(account.Liquidation());

        // At 58,232: equity 116 is less than 116.464. It is gone at 60,000 - 1000 / 0.5 = 58,000.
        account.Mark("BTC", 58_232m);
        Assert.True(account.Margin().MustLiquidate);
        Assert.Equal(1m, account.Margin().Ratio);
        Assert.Equal(58_232m, account.LiquidationPrice("BTC"));
        var fill = Assert.Single(account.Liquidation());
        Assert.Equal(new Fill("BTC", Side.Sell, 0.5m, 58_000m, 0m), fill);
        Assert.Equal(-1_000m, account.Apply(fill, 58_232m));
        Assert.Empty(account.Liquidation());
        Assert.Equal((0m, 1m), (account.Cash, account.MaxDrawdown));
        Desk.Holds(account, 0m);
    }

    [Fact]
    public void A_gap_beyond_the_bankruptcy_price_costs_no_more_than_the_account()
    {
        var account = Desk.Margin(1_000m, leverage: 30);
        account.Sell(0.5m, 60_000m);

        // At 64,000: 1000 - 2000 = -1000. Bankrupt at 60,000 + 1000 / 0.5 = 62,000.
        account.Mark("BTC", 64_000m);
        Assert.Equal(-1_000m, account.Equity);
        var fill = Assert.Single(account.Liquidation());
        Assert.Equal(new Fill("BTC", Side.Buy, 0.5m, 62_000m, 0m), fill);
        account.Apply(fill, 64_000m);
        Desk.Holds(account, 0m);
    }

    [Fact]
    public void Positions_share_the_equity_by_their_maintenance_margin()
    {
        var account = Desk.Margin(1_000m, leverage: 50);
        account.Buy(0.5m, 60_000m);
        account.Sell(10m, 2_000m, symbol: "ETH");
        account.Mark("BTC", 59_000m);

        // BTC -500 and 29,500 * 0.004 = 118. ETH at 2030: -300 and 20,300 * 0.004 = 81.2: equity 200 is more than 199.2.
        account.Mark("ETH", 2_030m);
        Assert.Empty(account.Liquidation());

        // ETH at 2031: -310 and 81.24: equity 190 is less than 199.24.
        account.Mark("ETH", 2_031m);
        var fills = account.Liquidation();

        // BTC gives up 190 * 118 / 199.24 = 112.5276049...: 59,000 - 225.0552098..., rounded up.
        // ETH gives up 77.4723950...: 2031 + 7.7472395..., rounded down.
        Assert.Equal(new Fill("BTC", Side.Sell, 0.5m, 58_774.94479021m, 0m), fills[0]);
        Assert.Equal(new Fill("ETH", Side.Buy, 10m, 2_038.74723951m, 0m), fills[1]);
        foreach (var fill in fills)
        {
            account.Apply(fill, account.PositionOf(fill.Symbol).Mark);
        }

        Assert.Equal(0, account.OpenSymbols);
        Assert.InRange(account.Equity, 0m, 0.000001m);
        Desk.Adds(account);
    }

    [Fact]
    public void A_full_hedge_is_liquidated_by_its_maintenance_margin_alone()
    {
        var account = Desk.Hedge(1_000m, leverage: 125);
        account.Buy(1m, 60_000m, side: PositionSide.Long);
        account.Sell(1m, 60_000m, side: PositionSide.Short);

        // Equity is 1000 at every price; 2 * (0.005 p - 50) = 1000 at 110,000.
        Assert.Equal(110_000m, account.LiquidationPrice("BTC"));
        account.Mark("BTC", 110_000m);
        Assert.Equal(
            [new Fill("BTC", Side.Sell, 1m, 109_500m, 0m, PositionSide: PositionSide.Long),
             new Fill("BTC", Side.Buy, 1m, 110_500m, 0m, PositionSide: PositionSide.Short)],
            account.Liquidation());
    }

    /// <summary>Without the formula: a little before the price the account stands, a little after it does not.</summary>
    [Fact]
    public void Random_accounts_stand_before_their_liquidation_price_and_fall_after_it()
    {
        var found = 0;
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var net = seed % 2 == 0;
            var account = net ? Desk.Margin(2_000m) : Desk.Hedge(2_000m);
            var (first, second) = net ? (PositionSide.Net, PositionSide.Net) : (PositionSide.Long, PositionSide.Short);
            var side = net ? (Side)random.Next(2) : Side.Buy;
            account.Apply(new Fill("BTC", side, random.Next(1, 900) / 100m, 10_000m, 0m, PositionSide: first), 10_000m);
            account.Sell(random.Next(1, 20), 100m, symbol: "ETH", side: second);
            if (!net)
            {
                account.Sell(random.Next(1, 900) / 100m, 10_000m, side: second);
            }

            if (account.Liquidation().Count > 0 || account.LiquidationPrice("BTC") is not { } price)
            {
                continue;
            }

            found++;
            var outwards = price < 10_000m ? -0.0001m : 0.0001m;
            account.Mark("BTC", price - outwards);
            Assert.False(account.Margin().MustLiquidate, $"seed {seed}, {price}");
            account.Mark("BTC", price + outwards);
            Assert.True(account.Margin().MustLiquidate, $"seed {seed}, {price}");
        }

        Assert.InRange(found, 300, 500);
    }
}
