namespace Trading.OrderExecution.Risk;

/// <summary>
/// Proof that every risk rule let <typeparamref name="T"/> pass. Only <see cref="RiskGate"/> makes one, and only one of these
/// reaches the router: an unchecked order does not compile.
/// </summary>
internal sealed class RiskApproved<T>
{
    internal RiskApproved(T value) => Value = value;

    public T Value { get; }
}
