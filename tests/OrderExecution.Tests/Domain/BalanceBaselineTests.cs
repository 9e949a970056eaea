using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Tests.Domain;

public sealed class BalanceBaselineTests
{
    private static readonly BalanceBaseline Baseline = new(
        "main", "simulator", new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USDT"] = 1000m, ["BTC"] = 1m, ["BNB"] = 5m }, "test", DateTime.UnixEpoch);

    [Fact]
    public void Fees_are_expected_in_the_asset_in_which_they_are_paid()
    {
        var totals = new[]
        {
            Total("BTC").Add(Side.Buy, Fill(100m, 2m, 0.002m, "BTC")), Total("USDT").Add(Side.Sell, Fill(110m, 1m, 0.11m, "USDT")),
            Total("BNB").Add(Side.Sell, Fill(110m, 1m, 0.001m, "BNB")),
        };

        var differences = Baseline.Differences(Snapshot(("USDT", 1019.89m), ("BTC", 0.998m), ("BNB", 4.999m)), Moves(totals));

        Assert.Empty(differences);
    }

    [Fact]
    public void What_fills_do_not_explain_is_a_difference_of_its_asset()
    {
        var differences = Baseline.Differences(Snapshot(("USDT", 1000m), ("BTC", 0.4m), ("ETH", 2m)), Moves([]));

        Assert.Equal(
            [new("main", "simulator", "BNB", 5m, 0m, -5m), new("main", "simulator", "BTC", 1m, 0.4m, -0.6m), new("main", "simulator", "ETH", 0m, 2m, 2m)],
            differences);
    }

    [Fact]
    public void Rounding_of_the_venue_is_no_difference()
    {
        var totals = new[] { Total("USDT").Add(Side.Buy, Fill(100.00000001m, 0.33333333m, 0, "USDT")) };

        Assert.Empty(Baseline.Differences(Snapshot(("USDT", 966.66666700m), ("BTC", 1.33333333m), ("BNB", 5m)), Moves(totals)));
    }

    [Fact]
    public void A_baseline_makes_the_balances_right_from_which_it_is_taken()
    {
        var moves = Moves([Total("BTC").Add(Side.Buy, Fill(100m, 2m, 0.002m, "BTC"))]);
        var snapshot = Snapshot(("USDT", 12m), ("ETH", 3m));

        Assert.Empty(BalanceBaseline.Of(snapshot, moves, "admin", DateTime.UnixEpoch).Differences(snapshot, moves));
    }

    [Fact]
    public void A_symbol_of_unknown_assets_makes_no_comparison()
    {
        Assert.Null(AssetMove.Of([Total("BTC")], _ => null));
    }

    private static TradedTotal Total(string feeAsset) => TradedTotal.None("simulator", "BTCUSDT", feeAsset);

    private static Fill Fill(decimal price, decimal quantity, decimal fee, string feeAsset) =>
        new("1", price, quantity, fee, feeAsset, Liquidity.Taker, DateTime.UnixEpoch);

    private static IReadOnlyDictionary<string, AssetMove> Moves(IEnumerable<TradedTotal> totals) => AssetMove.Of(totals, Instruments.Of)!;

    private static AccountSnapshot Snapshot(params (string Asset, decimal Amount)[] balances) => new(
        "main", "simulator", [.. balances.Select(balance => new AssetBalance(balance.Asset, balance.Amount, 0))], DateTime.UnixEpoch);
}
