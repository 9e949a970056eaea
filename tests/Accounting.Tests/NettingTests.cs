namespace Trading.Accounting.Tests;

public sealed class NettingTests
{
    [Fact]
    public void Three_partial_fills_make_one_position_at_their_average()
    {
        var account = Desk.Spot();
        account.Buy(0.5m, 100m, fee: 0.05m);
        account.Buy(0.3m, 101m, fee: 0.0303m);
        account.Buy(0.2m, 103m, fee: 0.0206m);

        // Cost 50 + 30.3 + 20.6 = 100.9; fees 0.1009; cash 1000 - 100.9 - 0.1009 = 898.9991.
        var position = account.PositionOf("BTC");
        Assert.Equal((1m, 100.9m, 100.9m), (position.Quantity, position.Cost, position.AverageEntryPrice));
        Assert.Equal((898.9991m, 0.1009m), (account.Cash, account.Fees));

        // At 105: 898.9991 + 105 = 1003.9991, of which unrealised 105 - 100.9 = 4.1.
        Assert.Equal(1003.9991m, account.Mark("BTC", 105m));
        Assert.Equal(4.1m, account.Value().UnrealizedPnl);
        Desk.Holds(account, 1003.9991m);
    }

    [Fact]
    public void Buying_more_at_a_higher_price_moves_the_average()
    {
        var account = Desk.Spot();
        account.Buy(1m, 100m);
        account.Buy(3m, 120m);

        // (100 + 360) / 4 = 115.
        Assert.Equal(115m, account.PositionOf("BTC").AverageEntryPrice);
        Desk.Holds(account, 1000m + 20m);
    }

    [Fact]
    public void A_partial_sale_realises_its_part_and_leaves_the_average()
    {
        var account = Desk.Spot();
        account.Buy(1m, 100m);
        account.Buy(3m, 120m);

        // Cost of the sold quarter 460 / 4 = 115; 130 - 115 = 15.
        Assert.Equal(15m, account.Sell(1m, 130m));
        var position = account.PositionOf("BTC");
        Assert.Equal((3m, 345m, 115m), (position.Quantity, position.Cost, position.AverageEntryPrice));

        // 1000 + 15 + 3 * (130 - 115) = 1060.
        Desk.Holds(account, 1060m);
    }

    [Fact]
    public void A_sale_of_more_than_is_held_turns_long_into_short()
    {
        var account = Desk.Spot();
        account.Buy(2m, 100m);
        Assert.Equal(20m, account.Sell(5m, 110m));

        // The other three open at 110: cost -330. Cash 1000 - 200 + 550 = 1350.
        var position = account.PositionOf("BTC");
        Assert.Equal((-3m, -330m, 110m), (position.Quantity, position.Cost, position.AverageEntryPrice));
        Assert.Equal(1350m, account.Cash);

        // At 100: 1350 - 300 = 1050 = 1000 + 20 + 30.
        account.Mark("BTC", 100m);
        Assert.Equal(30m, account.Value().UnrealizedPnl);
        Desk.Holds(account, 1050m);
    }

    [Fact]
    public void A_buy_of_more_than_is_short_turns_short_into_long()
    {
        var account = Desk.Spot();
        account.Sell(2m, 100m);
        Assert.Equal(20m, account.Buy(3m, 90m));

        // Cash 1000 + 200 - 270 = 930; at 95: 930 + 95 = 1025 = 1000 + 20 + 5.
        Assert.Equal((1m, 90m), (account.PositionOf("BTC").Quantity, account.PositionOf("BTC").Cost));
        account.Mark("BTC", 95m);
        Desk.Holds(account, 1025m);
    }

    [Fact]
    public void A_short_loses_when_the_price_rises()
    {
        var account = Desk.Spot();
        account.Sell(4m, 50m);
        account.Mark("BTC", 55m);

        // 4 * (50 - 55) = -20; gross 220; drawdown 20 / 1000.
        var value = account.Value();
        Assert.Equal((-20m, 220m, 0.02m), (value.UnrealizedPnl, value.GrossValue, value.Drawdown));
        Desk.Holds(account, 980m);
    }

    [Fact]
    public void Rounded_parts_of_a_cost_add_up_to_it()
    {
        var account = Desk.Spot();
        account.Buy(1m, 10m);
        account.Buy(1m, 10m);
        account.Buy(1m, 11m);

        // 31 / 3 = 10.333333333333 to 12 places; then 20.666666666667 / 2 = 10.3333333333335, to the even digit; the last is the rest.
        Assert.Equal(12m - 10.333333333333m, account.Sell(1m, 12m));
        Assert.Equal(12m - 10.333333333334m, account.Sell(1m, 12m));
        Assert.Equal(12m - 10.333333333333m, account.Sell(1m, 12m));
        Assert.Equal(0m, account.PositionOf("BTC").Cost);

        // 3 * 12 - 31 = 5.
        Assert.Equal(5m, account.Value().RealizedPnl);
        Desk.Holds(account, 1005m);
    }

    [Fact]
    public void Symbols_are_positions_of_their_own()
    {
        var account = Desk.Spot();
        account.Buy(2m, 100m, symbol: "BTC");
        account.Sell(5m, 20m, symbol: "ETH");
        account.Mark("BTC", 90m);
        account.Mark("ETH", 18m);

        // BTC 2 * -10 = -20; ETH 5 * 2 = 10; gross 180 + 90.
        var value = account.Value();
        Assert.Equal((-10m, 270m), (value.UnrealizedPnl, value.GrossValue));
        Assert.Equal(2, account.OpenSymbols);

        // Cash 1000 - 200 + 100 = 900; 900 + 180 - 90 = 990.
        Desk.Holds(account, 990m);
    }

    [Fact]
    public void A_closed_position_keeps_its_profit_and_opens_at_a_new_average()
    {
        var account = Desk.Spot();
        account.Buy(1m, 100m);
        account.Sell(1m, 104m);
        Assert.Equal(0, account.OpenSymbols);
        account.Buy(2m, 90m);

        // Realised 4; open 2 at 90.
        var position = account.PositionOf("BTC");
        Assert.Equal((4m, 90m), (position.RealizedPnl, position.AverageEntryPrice));
        account.Mark("BTC", 91m);
        Desk.Holds(account, 1000m + 4m + 2m);
    }

    [Fact]
    public void A_price_of_a_symbol_without_a_position_changes_nothing()
    {
        var account = Desk.Spot();
        account.Buy(1m, 100m);
        account.Sell(1m, 101m);
        Assert.Equal(1001m, account.Mark("BTC", 5m));
        Assert.Equal(1001m, account.Mark("ETH", 5m));
        Assert.Equal(1001m, account.Mark(account.Register("SOL"), 5m));
        Assert.Equal(5m, Assert.Single(account.Positions).Mark);
        Desk.Holds(account, 1001m);
    }

    [Fact]
    public void A_fill_that_is_worse_than_the_market_costs_the_difference_at_once()
    {
        var account = Desk.Spot();
        account.Apply(new Fill("BTC", Contracts.Side.Buy, 10m, 50.05m, 0m), marketPrice: 50m);

        // 10 * (50 - 50.05) = -0.5.
        Assert.Equal(0.0005m, account.MaxDrawdown);
        Desk.Holds(account, 999.5m);
    }

    [Fact]
    public void A_coin_of_eight_decimals_is_exact()
    {
        var account = Desk.Spot(2m);
        account.Buy(123_456_789m, 0.00000001m, fee: 0.00123457m);

        // 123,456,789 * 0.00000001 = 1.23456789; 2 - 1.23456789 - 0.00123457 = 0.76419754.
        Assert.Equal(0.76419754m, account.Cash);
        account.Mark("BTC", 0.00000003m);

        // 0.76419754 + 3.70370367 = 4.46790121.
        Desk.Holds(account, 4.46790121m);
    }
}
