using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Tests.Storage;

/// <summary>Versions before the engine kept the cash of every account as if its positions were paid in full.</summary>
public sealed class StoredSessionTests
{
    private static readonly Position Held = new("AAA", 2m, 200m, 0m, 110m);

    private static readonly AccountTerms Margin = new(
        MarginMode.CrossMargin, Hedge: false, Leverage: 1,
        new Dictionary<string, MarginBrackets> { ["AAA"] = new([new MarginBracket(0, decimal.MaxValue, 1, 0.005m, 0)]) });

    [Fact]
    public void An_older_account_has_the_same_equity_on_spot_and_on_margin()
    {
        var stored = Stored(cash: 9_799m, isPaidInFull: true);
        Assert.Equal(10_019m, new Account(AccountTerms.Spot, stored.AccountFor(AccountTerms.Spot), stored.Positions).Equity);
        Assert.Equal(10_019m, new Account(Margin, stored.AccountFor(Margin), stored.Positions).Equity);
    }

    [Fact]
    public void An_account_of_the_engine_is_taken_as_it_stands()
    {
        var account = new Account(Margin, Stored(cash: 10_000m, isPaidInFull: true).AccountFor(Margin), [Held]);
        var stored = Stored(account.State.Cash, isPaidInFull: false);
        Assert.Equal(account.Equity, new Account(Margin, stored.AccountFor(Margin), stored.Positions).Equity);
    }

    private static StoredSession Stored(decimal cash, bool isPaidInFull) => new(
        new AccountState(10_000m, cash, 1m, 10_020m, 0), [Held], EngineState.Empty, isPaidInFull, [], []);
}
