using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Tests.Domain;

/// <summary>
/// A venue plays an order to its end; its news then arrive shuffled, repeated and with holes, and a full answer closes the story.
/// Whatever came before, the order must end as the venue's did.
/// </summary>
public sealed class OrderSequenceTests
{
    private static readonly DateTime At = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void News_in_any_order_and_number_end_as_the_venue_ended()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var (news, last) = Play(random);
            var order = OrderMachine.Create(Orders.Draft(quantity: 10m), At).Next!;
            var taken = new HashSet<string>(StringComparer.Ordinal);
            var position = Position.Flat("main", "simulator", "BTCUSDT");
            if (random.Next(3) == 0)
            {
                order = OrderMachine.MarkUnknown(order, "timeout", At, null).Next!;
            }

            random.Shuffle(news);
            foreach (var item in news.Take(random.Next(news.Length + 1)).Concat(news.Take(random.Next(4))).Append(last).Append(last))
            {
                if (random.Next(6) == 0)
                {
                    order = OrderMachine.RequestCancel(order, At, null).Next ?? order;
                }

                var change = new OrderChange(order);
                OrderSync.Apply(change, item, taken.Contains, At, null);
                foreach (var fill in change.Fills)
                {
                    Assert.True(taken.Add(fill.FillId), $"seed {seed}: fill {fill.FillId} was taken twice");
                    position = position.Apply(order.Side, fill.Quantity, fill.Price, At);
                }

                Assert.Equal(order.Version + change.Events.Count, change.Order.Version);
                Assert.DoesNotContain(TransitionRefusal.Overfill, change.Refusals);
                order = change.Order;
            }

            var expected = last.Status switch
            {
                VenueOrderStatus.Filled => OrderStatus.Filled,
                VenueOrderStatus.Cancelled => OrderStatus.Cancelled,
                VenueOrderStatus.Expired => OrderStatus.Expired,
                _ => throw new InvalidOperationException("The play ends."),
            };
            Assert.True(expected == order.Status, $"seed {seed}: {order.Status} instead of {expected}");
            Assert.Equal(last.ExecutedQuantity, order.FilledQuantity);
            Assert.Equal(last.ExecutedQuantity, position.Quantity);
            Assert.Equal(last.Fills.Sum(fill => fill.Price * fill.Quantity), order.FilledQuote);
        }
    }

    private static (VenueOrder[] News, VenueOrder Last) Play(Random random)
    {
        var state = new VenueOrder("BTCUSDT", "7", "c", VenueOrderStatus.Open, 10m, 0, [], At);
        var news = new List<VenueOrder> { state };
        while (state.Status is VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled)
        {
            var left = state.Quantity - state.ExecutedQuantity;
            if (random.Next(5) == 0)
            {
                state = state with { Status = random.Next(2) == 0 ? VenueOrderStatus.Cancelled : VenueOrderStatus.Expired };
                news.Add(state with { Fills = [] });
                continue;
            }

            var quantity = Math.Min(left, random.Next(1, 5));
            var fill = new VenueFill($"f{state.Fills.Count}", 100 + random.Next(10), quantity, 0, "USDT", Liquidity.Taker, At);
            var executed = state.ExecutedQuantity + quantity;
            state = state with
            {
                ExecutedQuantity = executed,
                Status = executed == state.Quantity ? VenueOrderStatus.Filled : VenueOrderStatus.PartiallyFilled,
                Fills = [.. state.Fills, fill],
            };

            // The stream brings one fill at a time, a placement's answer all so far.
            news.Add(random.Next(4) == 0 ? state : state with { Fills = [fill] });
        }

        return ([.. news], state);
    }
}
