namespace Trading.OrderExecution.Domain;

/// <summary>Outcome of one guarded step: the next version with its event, or why nothing changed.</summary>
internal readonly record struct OrderTransition(Order? Next, OrderEvent? Event, TransitionRefusal? Refusal)
{
    public bool IsChange => Next is not null;

    public static OrderTransition To(Order next, OrderEvent @event) => new(next, @event, null);

    public static OrderTransition Refused(TransitionRefusal refusal) => new(null, null, refusal);
}
