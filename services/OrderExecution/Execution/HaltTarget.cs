using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>One order that a halt wants cancelled.</summary>
internal sealed class HaltTarget(Order order)
{
    public Order Order { get; set; } = order;

    public int Attempts { get; set; }

    /// <summary>UTC.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>Why the last attempt failed, or null.</summary>
    public string? Problem { get; set; }

    public string Reason => Order.Status switch
    {
        OrderStatus.Filled => "It filled before it could be cancelled.",
        _ when Order.IsFinal => "It ended before it could be cancelled.",
        OrderStatus.PendingNew => "It was sent before the halt; its outcome is open.",
        OrderStatus.Unknown => "The venue has not said what became of it.",
        _ => Problem ?? (Attempts == 0 ? "It is about to be cancelled." : "The venue has not confirmed the cancel; it is asked again."),
    };
}
