namespace Trading.OrderExecution.Risk;

/// <summary>
/// The kill switch, and the orders that have gone past it. To pass and to throw the switch are one step each under one lock: an order has
/// passed before a halt, and is known to it as sent, or it never goes out.
/// </summary>
internal sealed class KillSwitch
{
    /// <summary>The rule that denies an order which the switch stops after the risk gate.</summary>
    public const string Rule = "halted";

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _sent = [];

    public TradingHalt Halt { get; private set; } = TradingHalt.Off;

    /// <summary>Asked as the last thing before an order is sent or filled. True: it counts as sent until its outcome is known.</summary>
    public bool TryPass(Guid orderId)
    {
        lock (_lock)
        {
            if (Halt.Halted)
            {
                return false;
            }

            _sent.Add(orderId);
            return true;
        }
    }

    public void OutcomeKnown(Guid orderId)
    {
        lock (_lock)
        {
            _sent.Remove(orderId);
        }
    }

    /// <summary>From now on nothing passes.</summary>
    /// <returns>Orders that have passed and whose outcome is open.</returns>
    public IReadOnlyCollection<Guid> Throw(TradingHalt halt)
    {
        lock (_lock)
        {
            Halt = halt;
            return [.. _sent];
        }
    }

    /// <summary>Takes over <paramref name="next"/>, unless the switch was thrown since <paramref name="seen"/> was read.</summary>
    public bool TryRelease(TradingHalt seen, TradingHalt next)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(Halt, seen))
            {
                return false;
            }

            Halt = next;
            return true;
        }
    }
}
