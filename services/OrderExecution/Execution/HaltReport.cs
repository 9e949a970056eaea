namespace Trading.OrderExecution.Execution;

/// <summary>How far a halt has come.</summary>
/// <param name="InFlight">Orders that were sent before the halt and have neither ended since nor become unknown.</param>
/// <param name="Cancelled">Orders that are cancelled since the halt.</param>
/// <param name="NotCancelled">Orders that are still open, or that ended otherwise before they could be cancelled.</param>
internal sealed record HaltReport(IReadOnlyList<Guid> InFlight, IReadOnlyList<Guid> Cancelled, IReadOnlyList<NotCancelled> NotCancelled)
{
    public static HaltReport Empty { get; } = new([], [], []);
}
