using Trading.Contracts;

namespace Trading.OrderExecution.Risk;

/// <summary>State of the kill switch. After a resume the halt's own reason stays readable.</summary>
/// <param name="Reason">Of the last halt, like <paramref name="By"/> and <paramref name="At"/>.</param>
/// <param name="By">Role of the API key, or the rule, that threw it.</param>
internal sealed record TradingHalt(
    bool Halted,
    string Reason,
    string By,
    DateTime At,
    CancelOpen CancelOpen = CancelOpen.None,
    string? ResumeReason = null,
    string? ResumedBy = null,
    DateTime? ResumedAt = null)
{
    public static TradingHalt Off { get; } = new(false, "never halted", "system", DateTime.UnixEpoch);

    /// <summary>The last change of the switch: reason, author and time are the halt's or the resume's.</summary>
    public TradingHalted ToMessage() => new()
    {
        Halted = Halted,
        Reason = Halted ? Reason : ResumeReason ?? Reason,
        By = Halted ? By : ResumedBy ?? By,
        At = Halted ? At : ResumedAt ?? At,
    };
}
