namespace Trading.OrderExecution.Domain;

internal enum TransitionRefusal : byte
{
    /// <summary>The state machine has no such way: late or repeated news, harmless.</summary>
    NotAllowed = 0,

    /// <summary>The fill would exceed the order's quantity: somebody is wrong, a person must look.</summary>
    Overfill = 1,

    /// <summary>A fill of an order that was never sent: somebody is wrong, a person must look.</summary>
    NeverSent = 2,
}
