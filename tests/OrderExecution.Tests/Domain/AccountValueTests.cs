using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Tests.Domain;

public sealed class AccountValueTests
{
    [Fact]
    public void An_asset_without_a_price_is_named_and_not_counted()
    {
        var snapshot = new AccountSnapshot(
            "main",
            "simulator",
            [new("USDT", 1000, 200), new("BTC", 2, 0), new("BNB", 100, 0), new("DOGE", 0, 0)],
            new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var value = AccountValue.Of(snapshot, "USDT", asset => asset == "BTC" ? 50_000m : null);

        Assert.Equal((1200m, 101_200m, 200m), (value.Balance, value.Equity, value.MarginUsed));
        Assert.Equal(["BNB"], value.Unpriced);
    }
}
