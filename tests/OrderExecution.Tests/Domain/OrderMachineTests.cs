using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Tests.Domain;

public sealed class OrderMachineTests
{
    private static readonly DateTime At = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_fill_of_part_leaves_the_rest_open()
    {
        var order = Fill(Accepted(), "1", 0.4m).Next!;

        Assert.Equal((OrderStatus.PartiallyFilled, 0.4m, 0.6m), (order.Status, order.FilledQuantity, order.RemainingQuantity));
    }

    [Fact]
    public void The_last_fill_ends_the_order_even_while_a_cancel_is_pending()
    {
        var pending = OrderMachine.RequestCancel(Accepted(), At, null).Next!;

        var order = Fill(pending, "1", 1m).Next!;

        Assert.Equal(OrderStatus.Filled, order.Status);
    }

    [Fact]
    public void A_fill_that_comes_after_the_cancel_is_kept()
    {
        var cancelled = OrderMachine.Cancel(Accepted(), At, null).Next!;

        var order = Fill(cancelled, "1", 0.4m).Next!;

        Assert.Equal((OrderStatus.Cancelled, 0.4m), (order.Status, order.FilledQuantity));
    }

    [Fact]
    public void A_fill_proves_a_rejection_wrong()
    {
        var rejected = OrderMachine.Reject(New(), "notSent", "never arrived", At, null).Next!;

        Assert.Equal(OrderStatus.Filled, Fill(rejected, "1", 1m).Next!.Status);
    }

    [Fact]
    public void A_denied_order_cannot_fill()
    {
        var denied = OrderMachine.Deny(Orders.Draft(), "maxNotional", "too much", At).Next!;

        Assert.Equal(TransitionRefusal.NeverSent, Fill(denied, "1", 1m).Refusal);
    }

    [Fact]
    public void More_than_was_ordered_cannot_fill() => Assert.Equal(TransitionRefusal.Overfill, Fill(Accepted(), "1", 1.1m).Refusal);

    [Fact]
    public void A_cancel_of_an_unknown_order_is_noted_and_changes_no_state()
    {
        var unknown = OrderMachine.MarkUnknown(New(), "timeout", At, null).Next!;

        var order = OrderMachine.RequestCancel(unknown, At, null).Next!;

        Assert.Equal((OrderStatus.Unknown, true), (order.Status, order.CancelRequested));
    }

    [Fact]
    public void A_refused_cancel_brings_back_the_state_before()
    {
        var pending = OrderMachine.RequestCancel(Fill(Accepted(), "1", 0.4m).Next!, At, null).Next!;

        Assert.Equal(OrderStatus.PartiallyFilled, OrderMachine.RefuseCancel(pending, "no", At, null).Next!.Status);
    }

    [Theory]
    [InlineData(OrderStatus.Filled)]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Denied)]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Expired)]
    public void Nothing_but_a_fill_leaves_a_final_state(OrderStatus final) =>
        Assert.DoesNotContain(Enum.GetValues<OrderStatus>(), next => OrderStates.Allows(final, next));

    [Fact]
    public void Only_an_order_that_was_not_sent_yet_is_denied()
    {
        Assert.Equal(OrderStatus.Denied, OrderMachine.DenyUnsent(New(), "halted", "halted", At, null).Next!.Status);
        Assert.False(OrderMachine.DenyUnsent(Accepted(), "halted", "halted", At, null).IsChange);
        Assert.False(OrderMachine.DenyUnsent(OrderMachine.MarkUnknown(New(), "timeout", At, null).Next!, "halted", "halted", At, null).IsChange);
    }

    [Fact]
    public void Every_change_has_an_event_of_the_next_number()
    {
        var order = New();
        foreach (var step in new Func<Order, OrderTransition>[]
        {
            o => OrderMachine.MarkUnknown(o, "timeout", At, "t"),
            o => OrderMachine.Accept(o, "7", At, "t"),
            o => Fill(o, "1", 0.4m),
            o => OrderMachine.RequestCancel(o, At, "t"),
            o => OrderMachine.Cancel(o, At, "t"),
        })
        {
            var (next, entry, _) = step(order);
            Assert.Equal((order.Version + 1, order.Version + 1), (next!.Version, entry!.Sequence));
            order = next;
        }
    }

    private static Order New() => OrderMachine.Create(Orders.Draft(), At).Next!;

    private static Order Accepted() => OrderMachine.Accept(New(), "7", At, null).Next!;

    private static OrderTransition Fill(Order order, string id, decimal quantity) =>
        OrderMachine.Fill(order, new Fill(id, 100m, quantity, 0, "USDT", Liquidity.Taker, At), At, null);
}
