using Trading.Contracts;

namespace Trading.Accounting.Tests;

/// <summary>Accounts of the hand-computed scenarios, and what every one of them must satisfy.</summary>
internal static class Desk
{
    /// <summary>Cum: 50,000 * (0.005 - 0.004) = 50, then 50 + 600,000 * (0.0065 - 0.005) = 950.</summary>
    public static readonly MarginBrackets Brackets = new(
    [
        new(0, 50_000, 125, 0.004m, 0),
        new(50_000, 600_000, 100, 0.005m, 50),
        new(600_000, 3_000_000, 75, 0.0065m, 950),
    ]);

    public static readonly DateTime Midnight = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Account Spot(decimal cash = 1000) => new(AccountTerms.Spot, cash);

    public static Account Margin(decimal cash, decimal leverage = 10) => new(Terms(leverage, hedge: false), cash);

    public static Account Hedge(decimal cash, decimal leverage = 10) => new(Terms(leverage, hedge: true), cash);

    public static AccountTerms Terms(decimal leverage, bool hedge) => new(
        MarginMode.CrossMargin,
        hedge,
        leverage,
        new Dictionary<string, MarginBrackets>(StringComparer.Ordinal) { ["BTC"] = Brackets, ["ETH"] = Brackets, ["SOL"] = Brackets });

    public static decimal Buy(
        this Account account,
        decimal quantity,
        decimal price,
        decimal fee = 0,
        string symbol = "BTC",
        PositionSide side = PositionSide.Net) =>
        account.Apply(new Fill(symbol, Side.Buy, quantity, price, fee, PositionSide: side), price);

    public static decimal Sell(
        this Account account,
        decimal quantity,
        decimal price,
        decimal fee = 0,
        string symbol = "BTC",
        PositionSide side = PositionSide.Net) =>
        account.Apply(new Fill(symbol, Side.Sell, quantity, price, fee, PositionSide: side), price);

    public static void Holds(Account account, decimal equity)
    {
        var value = account.Value();
        Assert.Equal(equity, value.Equity);
        Adds(account);
    }

    /// <summary>The invariants of an account.</summary>
    public static void Adds(Account account)
    {
        var value = account.Value();
        Assert.Equal(account.Equity, value.Equity);
        Assert.Equal(account.InitialCash + value.RealizedPnl + value.UnrealizedPnl - account.Fees + account.Funding, value.Equity);
        Assert.InRange(value.Drawdown, 0, account.MaxDrawdown);
    }
}
