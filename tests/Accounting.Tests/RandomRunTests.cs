using Trading.Contracts;

namespace Trading.Accounting.Tests;

/// <summary>
/// Random runs on every kind of account beside a ledger that only adds up what flowed: quantities, payments, fees, funding. Half way the
/// account is stored and restored, and the copy must end like the original.
/// </summary>
public sealed class RandomRunTests
{
    private const int Steps = 60;

    private static readonly string[] Symbols = ["BTC", "ETH", "SOL"];

    [Fact]
    public void A_thousand_runs_keep_the_invariants_and_survive_a_restart()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var terms = (seed % 3) switch
            {
                0 => AccountTerms.Spot,
                1 => Desk.Terms(20, hedge: false),
                _ => Desk.Terms(20, hedge: true),
            };
            var random = new Random(seed);
            var account = new Account(terms, 100_000m);
            var ledger = new FlowLedger(100_000m);
            Account? copy = null;
            for (var step = 0; step < Steps; step++)
            {
                if (step == Steps / 2)
                {
                    copy = new Account(terms, account.State, account.Positions);
                }

                Step(random, terms, account, copy, ledger, step);
                Check(seed, step, terms, account, ledger);
            }

            Assert.Equal(account.State, copy!.State);
            Assert.Equal(account.Positions.OrderBy(Key, StringComparer.Ordinal), copy.Positions.OrderBy(Key, StringComparer.Ordinal));
            Assert.Equal(account.Value(), copy.Value());
            Assert.Equal(account.Margin(), copy.Margin());
        }
    }

    private static void Step(Random random, AccountTerms terms, Account account, Account? copy, FlowLedger ledger, int step)
    {
        var symbol = Symbols[random.Next(3)];
        var market = random.Next(100, 100_000) / 100m;
        switch (random.Next(4))
        {
            case 0:
                var rate = random.Next(-300, 300) / 1_000_000m;
                var time = Desk.Midnight.AddHours(step / 2 * 8);
                var amount = account.ApplyFunding(symbol, rate, market, time);
                ledger.Fund(symbol, amount, time);
                Same(amount, copy?.ApplyFunding(symbol, rate, market, time));
                break;
            case 1:
                Same(account.Mark(symbol, market), copy?.Mark(symbol, market));
                ledger.Mark(symbol, market);
                break;
            default:
                var fill = RandomFill(random, terms, account, symbol, market);
                Same(account.Apply(fill, market), copy?.Apply(fill, market));
                ledger.Apply(fill, market);
                break;
        }
    }

    private static Fill RandomFill(Random random, AccountTerms terms, Account account, string symbol, decimal market)
    {
        var feeIn = (FeeAsset)random.Next(terms.Mode == MarginMode.Spot ? 3 : 2);
        feeIn = terms.Mode == MarginMode.CrossMargin && feeIn == FeeAsset.Base ? FeeAsset.Other : feeIn;
        var quantity = random.Next(1, 100_000) / 1000m;
        var price = market + random.Next(-50, 50) / 100m;
        var side = terms.Hedge ? (PositionSide)random.Next(1, 3) : PositionSide.Net;
        var trade = (Side)random.Next(2);
        var held = terms.Hedge ? Math.Abs(account.PositionOf(symbol, side).Quantity) : 0;
        var opening = side == PositionSide.Short ? Side.Sell : Side.Buy;
        trade = terms.Hedge && held == 0 ? opening : trade;
        quantity = terms.Hedge && trade != opening ? Math.Min(quantity, held) : quantity;
        var fee = decimal.Round(quantity * 0.001m, 8);
        fee *= feeIn == FeeAsset.Quote ? price : 1;
        return new Fill(symbol, trade, quantity, price, fee, feeIn, FeePrice: decimal.Round(market / 3, 4), side);
    }

    private static void Check(int seed, int step, AccountTerms terms, Account account, FlowLedger ledger)
    {
        var at = $"seed {seed}, step {step}";
        var value = account.Value();
        Assert.True(ledger.Equity == account.Equity, $"{at}: {ledger.Equity} and {account.Equity}");
        Assert.True(
            account.InitialCash + value.RealizedPnl + value.UnrealizedPnl - account.Fees + account.Funding == value.Equity, at);
        var held = account.Positions.Sum(position => position.Value);
        Assert.True(account.Cash + (terms.Mode == MarginMode.Spot ? held : value.UnrealizedPnl) == value.Equity, at);
        Assert.True(account.Positions.Sum(position => Math.Abs(position.Value)) == value.GrossValue, at);
        Assert.True(ledger.MaxDrawdown == account.MaxDrawdown && ledger.Peak == account.PeakEquity, at);
        Assert.True(ledger.Funding == account.Funding, at);
    }

    private static string Key(Position position) => $"{position.Symbol} {position.Side}";

    private static void Same(decimal original, decimal? copy) => Assert.Equal(original, copy ?? original);
}
