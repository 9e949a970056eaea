using Trading.Contracts;

namespace Trading.Accounting.Tests;

public sealed class FeeTests
{
    [Fact]
    public void A_flip_pays_its_fee_once_for_all_of_it()
    {
        var account = Desk.Spot();
        account.Buy(1m, 100m, fee: 0.1m);
        account.Sell(3m, 110m, fee: 0.33m);

        // Realised 10, fees 0.43, the two short at their price.
        Assert.Equal(0.43m, account.Fees);
        Desk.Holds(account, 1009.57m);
    }

    [Fact]
    public void A_fee_in_base_is_taken_from_what_a_buy_receives()
    {
        var account = Desk.Spot();
        account.Apply(new Fill("BTC", Side.Buy, 1m, 100m, 0.001m, FeeAsset.Base), 100m);

        // Paid 100 for 0.999, whose cost is 99.9; the fee is 0.001 * 100 = 0.1.
        var position = account.PositionOf("BTC");
        Assert.Equal((0.999m, 99.9m, 100m), (position.Quantity, position.Cost, position.AverageEntryPrice));
        Assert.Equal((900m, 0.1m), (account.Cash, account.Fees));
        Desk.Holds(account, 999.9m);
    }

    [Fact]
    public void What_a_fee_in_base_left_is_sold_whole()
    {
        var account = Desk.Spot();
        account.Apply(new Fill("BTC", Side.Buy, 1m, 100m, 0.001m, FeeAsset.Base), 100m);

        // 0.999 * 10 = 9.99; fee 0.001 * 109.89 = 0.10989.
        Assert.Equal(9.99m, account.Sell(0.999m, 110m, fee: 0.10989m));
        Assert.True(account.PositionOf("BTC").IsFlat);

        // 900 + 109.89 - 0.10989 = 1009.78011 = 1000 + 9.99 - 0.20989.
        Assert.Equal((1009.78011m, 0.20989m), (account.Cash, account.Fees));
        Desk.Holds(account, 1009.78011m);
    }

    [Fact]
    public void A_fee_in_base_of_a_sale_leaves_the_position_too()
    {
        var account = Desk.Spot();
        account.Buy(2m, 100m);

        // 1.01 leave: 1.01 * 20 = 20.2 realised, of which 0.01 * 120 = 1.2 are the fee.
        Assert.Equal(20.2m, account.Apply(new Fill("BTC", Side.Sell, 1m, 120m, 0.01m, FeeAsset.Base), 120m));
        Assert.Equal((0.99m, 99m), (account.PositionOf("BTC").Quantity, account.PositionOf("BTC").Cost));

        // Cash 800 + 120 = 920; 920 + 0.99 * 120 = 1038.8 = 1000 + 20.2 + 19.8 - 1.2.
        Assert.Equal((920m, 1.2m), (account.Cash, account.Fees));
        Desk.Holds(account, 1038.8m);
    }

    [Fact]
    public void A_fee_in_a_third_asset_is_booked_at_its_price()
    {
        var account = Desk.Spot(100_000m);
        account.Apply(new Fill("BTC", Side.Buy, 1m, 60_000m, 0.075m, FeeAsset.Other, FeePrice: 600m), 60_000m);

        // 0.075 * 600 = 45; 100,000 - 60,000 - 45 = 39,955.
        Assert.Equal((39_955m, 45m, 1m), (account.Cash, account.Fees, account.PositionOf("BTC").Quantity));
        Desk.Holds(account, 99_955m);
    }

    [Fact]
    public void A_fee_in_a_third_asset_is_not_rounded()
    {
        var account = Desk.Spot();
        account.Apply(new Fill("BTC", Side.Sell, 1m, 100m, 0.00012345m, FeeAsset.Other, FeePrice: 612.34m), 100m);

        // 0.00012345 * 612.34 = 0.075593373.
        Assert.Equal(0.075593373m, account.Fees);
        Desk.Holds(account, 1000m - 0.075593373m);
    }

    [Fact]
    public void A_rebate_is_a_negative_fee()
    {
        var account = Desk.Spot();
        account.Buy(2m, 100m, fee: -0.02m);
        Assert.Equal((800.02m, -0.02m), (account.Cash, account.Fees));
        Desk.Holds(account, 1000.02m);
    }

    [Fact]
    public void Makers_and_takers_pay_their_own_rates()
    {
        var fees = new FeeSchedule(Taker: 0.0004m, Maker: 0.0002m);

        // 3 * 100 * 0.0004 = 0.12; 3 * 100 * 0.0002 = 0.06.
        Assert.Equal(0.12m, fees.Of(100m, 3m, Liquidity.Taker));
        Assert.Equal(0.06m, fees.Of(100m, 3m, Liquidity.Maker));
    }

    [Theory]
    [InlineData("0.000005", "0.00000001")] // 0.000000005: a half, away from zero.
    [InlineData("0.000004", "0")] // 0.000000004.
    [InlineData("0.000025", "0.00000003")] // 0.000000025: a half; to the even digit it would be 2.
    public void A_fee_is_rounded_to_eight_decimals(string quantity, string fee) => Assert.Equal(
        decimal.Parse(fee), new FeeSchedule(0.001m, 0.001m).Of(1m, decimal.Parse(quantity), Liquidity.Taker));

    [Fact]
    public void A_day_has_the_tier_of_the_thirty_days_before_it()
    {
        var tiers = new FeeTiers([new(1000m, new(0.0009m, 0.0008m)), new(0m, new(0.001m, 0.001m))]);
        var day = Desk.Midnight;
        tiers.Add(day.AddHours(1), 600m);
        tiers.Add(day.AddHours(2), 400m);

        // 600 + 400 reach the tier, from the next day to the thirtieth.
        Assert.Equal(0.001m, tiers.At(day.AddHours(23)).Taker);
        Assert.Equal(0.0009m, tiers.At(day.AddDays(1)).Taker);
        Assert.Equal(0.0008m, tiers.At(day.AddDays(30).AddHours(23)).Maker);
        Assert.Equal(0.001m, tiers.At(day.AddDays(31)).Taker);
    }

    [Fact]
    public void Tiers_count_the_volume_of_every_day_between()
    {
        var tiers = new FeeTiers([new(0m, new(0.001m, 0.001m)), new(1000m, new(0.0009m, 0.0008m))]);
        tiers.Add(Desk.Midnight, 600m);
        tiers.Add(Desk.Midnight.AddDays(29), 400m);

        // On day 30 both count; on day 31 the 400 alone.
        Assert.Equal(0.001m, tiers.At(Desk.Midnight.AddDays(29)).Taker);
        Assert.Equal(0.0009m, tiers.At(Desk.Midnight.AddDays(30)).Taker);
        Assert.Equal(0.001m, tiers.At(Desk.Midnight.AddDays(31)).Taker);
    }

    [Fact]
    public void Tiers_without_a_first_one_are_refused() =>
        Assert.Throws<ArgumentException>(() => new FeeTiers([new(1m, new(0.001m, 0.001m))]));
}
