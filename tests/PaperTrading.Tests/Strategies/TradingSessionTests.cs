using Trading.Accounting;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Strategies;

namespace Trading.PaperTrading.Tests.Strategies;

public sealed class TradingSessionTests
{
    private static readonly TradingRules Rules = new(new FeeSchedule(0.001m, 0.0005m), 0.01m, 0.01m);

    [Fact]
    public void Fills_at_the_first_trade_after_the_bar_with_slippage_and_fee()
    {
        var session = New(cashFraction: 0.5m);
        var intent = session.OnBar("AAA", Bars.At(0, 100m, 100m));
        Assert.NotNull(intent);
        Assert.Equal(Bars.Start.AddSeconds(1), intent.DueAt);

        Assert.Null(session.OnTrade("AAA", 50m, Bars.Start.AddMilliseconds(999)));
        var trade = session.OnTrade("AAA", 110m, Bars.Start.AddSeconds(1));

        Assert.NotNull(trade);
        Assert.Equal(111.1m, trade.Price);
        Assert.Equal(4.94m, trade.Quantity);
        Assert.Equal(decimal.Round(4.94m * 111.1m * 0.001m, 8), trade.Fee);
        Assert.Equal(intent.Id, trade.Id);
    }

    [Fact]
    public void Waits_for_its_trade_before_it_wants_something_else()
    {
        var session = New();
        Assert.NotNull(session.OnBar("AAA", Bars.At(0, 100m, 100m)));
        Assert.Null(session.OnBar("AAA", Bars.At(1, 100m, 100m)));
        Assert.Single(session.Pending);
    }

    [Fact]
    public void An_entry_is_cut_to_what_cash_pays_for()
    {
        var session = New();
        session.OnBar("AAA", Bars.At(0, 100m, 100m));
        var trade = session.OnTrade("AAA", 200m, Bars.Start.AddSeconds(1));

        Assert.NotNull(trade);
        Assert.True(session.Account.Cash >= 0);
        Assert.True(session.Account.Cash < 203m * Rules.QuantityStep * 2);
    }

    [Fact]
    public void The_same_bar_names_the_same_intent_and_another_bar_another()
    {
        var first = New().OnBar("AAA", Bars.At(7, 100m, 100m))!;
        var again = New().OnBar("AAA", Bars.At(7, 100m, 100m))!;
        var other = New().OnBar("AAA", Bars.At(8, 100m, 100m))!;

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, other.Id);
        Assert.Matches("^[A-Za-z0-9_.:/-]{1,36}$", first.Id);
    }

    private static TradingSession New(decimal cashFraction = 1m)
    {
        var parameters = new Dictionary<string, decimal> { ["cashFraction"] = cashFraction };
        Assert.True(StrategyKinds.TryPlan(StrategyKinds.BuyAndHold, parameters, out var plan, out _));
        return new TradingSession("s", plan, Rules, new Account(AccountTerms.Spot, 1000m + 111.1m * 0.0004m));
    }
}
