using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Tests.Risk;

public sealed class HaltPolicyTests
{
    private static readonly Position Long = Position.Flat("main", Venues.Simulator, "BTCUSDT") with { Quantity = 1m };

    [Theory]
    [InlineData(nameof(CancelOpen.All), 1)]
    [InlineData(nameof(CancelOpen.None), 0)]
    [InlineData(nameof(CancelOpen.Increasing), 0)]
    public void Each_policy_decides_about_an_order_that_reduces(string policy, int cancelled) =>
        Assert.Equal(cancelled, HaltPolicy.ToCancel(Enum.Parse<CancelOpen>(policy), [Orders.Draft(Side.Sell, 1m, 61_000m)], [Long]).Count);

    [Theory]
    [InlineData(Side.Buy, "1")]
    [InlineData(Side.Sell, "1.1")]
    public void Increasing_cancels_what_adds_to_a_position_or_turns_it_round(Side side, string quantity) =>
        Assert.Single(HaltPolicy.ToCancel(CancelOpen.Increasing, [Orders.Draft(side, decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture), 60_000m)], [Long]));

    [Fact]
    public void Increasing_cancels_every_order_of_a_flat_account() =>
        Assert.Equal(2, HaltPolicy.ToCancel(CancelOpen.Increasing, [Orders.Draft(Side.Buy), Orders.Draft(Side.Sell)], []).Count);

    [Fact]
    public void Orders_that_reduce_are_kept_only_as_far_as_they_reduce_together()
    {
        var first = Orders.Draft(Side.Sell, 0.7m, 61_000m);
        var second = Orders.Draft(Side.Sell, 0.7m, 62_000m) with { CreatedAt = first.CreatedAt.AddSeconds(1) };

        Assert.Equal([second], HaltPolicy.ToCancel(CancelOpen.Increasing, [second, first], [Long]));
    }
}
