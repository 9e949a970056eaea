using Trading.Contracts;

namespace Trading.Accounting.Tests;

public sealed class AccountTests
{
    private static readonly string[] Symbols = ["AAA", "BBB", "CCC"];

    [Fact]
    public void Books_a_buy_and_a_sell_with_fees()
    {
        var account = new Account(AccountTerms.Spot, 1000m);
        Assert.Equal(0m, account.Apply(new Fill("AAA", Side.Buy, 2m, 100m, 0.2m), 100m));
        Assert.Equal(40m, account.Apply(new Fill("AAA", Side.Sell, 2m, 120m, 0.24m), 120m));

        Assert.Equal(1039.56m, account.Cash);
        Assert.Equal(0.44m, account.Fees);
        Assert.True(account.PositionOf("AAA").IsFlat);
        Assert.Equal(0m, account.PositionOf("AAA").Cost);
        Assert.Equal(1039.56m, account.Value().Equity);
    }

    [Fact]
    public void A_sell_beyond_the_position_turns_it_short_at_the_new_price()
    {
        var account = new Account(AccountTerms.Spot, 1000m);
        account.Apply(new Fill("AAA", Side.Buy, 1m, 100m, 0m), 100m);
        Assert.Equal(10m, account.Apply(new Fill("AAA", Side.Sell, 3m, 110m, 0m), 110m));

        var position = account.PositionOf("AAA");
        Assert.Equal(-2m, position.Quantity);
        Assert.Equal(110m, position.AverageEntryPrice);
        account.Mark("AAA", 100m);
        Assert.Equal(20m, account.Value().UnrealizedPnl);
    }

    [Fact]
    public void Drawdown_is_the_fall_from_the_highest_equity()
    {
        var account = new Account(AccountTerms.Spot, 1000m);
        account.Apply(new Fill("AAA", Side.Buy, 10m, 100m, 0m), 100m);
        account.Mark("AAA", 120m);
        account.Mark("AAA", 90m);
        account.Mark("AAA", 108m);

        Assert.Equal(1200m, account.PeakEquity);
        Assert.Equal(0.25m, account.MaxDrawdown);
        Assert.Equal(0.1m, account.Value().Drawdown);
        Assert.Equal(1m, account.Value().Exposure);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Equals_a_naive_ledger_and_keeps_its_invariant_over_random_fills(int seed)
    {
        var random = new Random(seed);
        var account = new Account(AccountTerms.Spot, 1_000_000m);
        var naive = new NaiveLedger(1_000_000m);
        for (var i = 0; i < 2000; i++)
        {
            var price = decimal.Round((decimal)(random.NextDouble() * 100) + 1, 2);
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            var fill = new Fill(Symbols[random.Next(3)], side, random.Next(1, 40), price, decimal.Round(price / 1000, 8));
            var market = decimal.Round(price * (1 + (decimal)(random.NextDouble() - 0.5) / 50), 2);
            account.Apply(fill, market);
            naive.Apply(fill, market);
            var mark = decimal.Round((decimal)(random.NextDouble() * 100) + 1, 2);
            account.Mark(fill.Symbol, mark);
            naive.Mark(fill.Symbol, mark);

            var value = account.Value();
            Assert.Equal(account.InitialCash + value.RealizedPnl + value.UnrealizedPnl - account.Fees, value.Equity);
            Assert.Equal(naive.Cash, account.Cash);
            Assert.Equal(naive.Equity, value.Equity);
            Assert.Equal(naive.Quantity(fill.Symbol), account.PositionOf(fill.Symbol).Quantity);
            Assert.Equal(naive.Realized, (double)value.RealizedPnl, 0.0001);
            Assert.Equal(naive.MaxDrawdown, account.MaxDrawdown);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Drawdown_is_at_most_the_largest_after_every_fill_and_mark(int seed)
    {
        var random = new Random(seed);
        var account = new Account(AccountTerms.Spot, 1_000_000m);
        var fees = new FeeSchedule(0.001m, 0.001m);
        var market = 100m;
        for (var i = 0; i < 2000; i++)
        {
            market = decimal.Round(market * (1 + (decimal)(random.NextDouble() - 0.5) / 100), 2);
            var symbol = Symbols[random.Next(3)];
            if (random.Next(2) == 0)
            {
                var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                var price = decimal.Round(market * (side == Side.Buy ? 1.0005m : 0.9995m), 8);
                account.Apply(new Fill(symbol, side, random.Next(1, 40), price, fees.Of(price, 40, Liquidity.Taker)), market);
                Assert.Equal(market, account.PositionOf(symbol).Mark);
            }
            else
            {
                account.Mark(symbol, market);
            }

            Assert.InRange(account.Value().Drawdown, 0, account.MaxDrawdown);
        }
    }

    [Theory]
    [InlineData(MarginMode.Spot)]
    [InlineData(MarginMode.CrossMargin)]
    public void A_price_and_the_check_of_the_margin_allocate_nothing(MarginMode mode)
    {
        var account = mode == MarginMode.Spot ? Desk.Spot(100_000m) : Desk.Margin(100_000m);
        account.Buy(1m, 100m);
        account.Sell(2m, 50m, symbol: "ETH");
        var handle = account.Register("BTC");
        decimal least = Mark(account, handle);
        var before = GC.GetAllocatedBytesForCurrentThread();
        least += Mark(account, handle);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.NotEqual(0, least);
    }

    [Fact]
    public void A_stored_account_continues_where_it_stopped()
    {
        var account = new Account(AccountTerms.Spot, 1000m);
        account.Apply(new Fill("AAA", Side.Buy, 3m, 100m, 0.3m), 100m);
        account.Mark("AAA", 90m);
        var copy = new Account(AccountTerms.Spot, account.State, account.Positions);
        foreach (var each in new[] { account, copy })
        {
            each.Apply(new Fill("AAA", Side.Sell, 1m, 95m, 0.1m), 95m);
            each.Mark("AAA", 80m);
        }

        Assert.Equal(account.State, copy.State);
        Assert.Equal(account.Value(), copy.Value());
    }

    private static decimal Mark(Account account, int handle)
    {
        var least = decimal.MaxValue;
        for (var i = 0; i < 1000; i++)
        {
            least = Math.Min(least, account.Mark(handle, 100m + i % 7) + account.Value().GrossValue + account.Liquidation().Count);
        }

        return least;
    }
}
