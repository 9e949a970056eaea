using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Tests.Domain;

public sealed class PositionTests
{
    private static readonly DateTime At = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_sale_realises_the_difference_to_the_average_entry()
    {
        var position = Flat().Apply(Side.Buy, 1, 100, At).Apply(Side.Buy, 1, 200, At).Apply(Side.Sell, 1, 180, At);

        Assert.Equal((1m, 150m, 30m), (position.Quantity, position.AverageEntryPrice, position.RealizedPnl));
    }

    [Fact]
    public void Selling_more_than_is_held_closes_the_long_and_opens_a_short_at_the_new_price()
    {
        var position = Flat().Apply(Side.Buy, 1, 100, At).Apply(Side.Sell, 3, 90, At);

        Assert.Equal((-2m, 90m, -10m), (position.Quantity, position.AverageEntryPrice, position.RealizedPnl));
    }

    [Fact]
    public void A_partial_close_leaves_the_average_to_the_last_digit()
    {
        // (3 * 10 + 4 * 11) / 7 = 10.571428571429 to 12 places; the part of 0.001 would move it if it were divided again.
        var position = Flat().Apply(Side.Buy, 3, 10, At).Apply(Side.Buy, 4, 11, At).Apply(Side.Sell, 6.999m, 12, At);

        Assert.Equal((0.001m, 10.571428571429m), (position.Quantity, position.AverageEntryPrice));
        Assert.Equal(decimal.Round(6.999m * (12 - 10.571428571429m), 12), position.RealizedPnl);
    }

    [Fact]
    public void A_flat_position_has_no_entry_price() =>
        Assert.Equal((0m, 0m), (Flat().Apply(Side.Sell, 2, 100, At).Apply(Side.Buy, 2, 90, At) is var p ? (p.Quantity, p.AverageEntryPrice) : default));

    [Fact]
    public void A_short_gains_when_the_price_falls() => Assert.Equal(20m, Flat().Apply(Side.Sell, 2, 100, At).UnrealizedPnl(90));

    /// <summary>The twin keeps cash and holdings apart: whatever the way there, realised plus unrealised is cash plus holdings' value.</summary>
    [Fact]
    public void Realised_and_unrealised_profit_always_add_up_to_the_cash_that_moved()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var position = Flat();
            decimal cash = 0, held = 0;
            for (var step = 0; step < 200; step++)
            {
                var (side, quantity, price) = ((Side)random.Next(2), random.Next(1, 50) / 10m, random.Next(900, 1100) / 10m);
                position = position.Apply(side, quantity, price, At);
                cash += side == Side.Buy ? -quantity * price : quantity * price;
                held += side == Side.Buy ? quantity : -quantity;
                var mark = random.Next(900, 1100) / 10m;
                Assert.Equal(held, position.Quantity);
                Assert.True(Math.Abs(cash + held * mark - position.RealizedPnl - position.UnrealizedPnl(mark)) < 1e-8m, $"seed {seed}, step {step}");
            }
        }
    }

    private static Position Flat() => Position.Flat("main", "simulator", "BTCUSDT");
}
