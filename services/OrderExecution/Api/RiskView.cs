using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Api;

/// <summary>Limits in force, the state of the kill switch, and while it is on what has become of the orders that were open.</summary>
/// <param name="Venue">Whose limits they are; the switch is one for every venue.</param>
/// <param name="HaltReason">Of the last halt, also after a resume; like author and time, those of the first call while it lasted.</param>
/// <param name="HaltBy">Null while trading was never halted, like <paramref name="HaltAt"/>.</param>
/// <param name="CancelOpen">Null while trading is not halted.</param>
internal sealed record RiskView(
    string Venue,
    decimal MaxNotional,
    decimal MaxOrderQuantity,
    decimal PriceCollarRatio,
    int MaxReferenceAgeMs,
    int MaxRequestAgeMs,
    int MaxOpenOrders,
    int MaxOrdersPerSecond,
    decimal MaxPosition,
    decimal MaxExposure,
    bool Halted,
    string HaltReason,
    string? HaltBy,
    DateTime? HaltAt,
    string? ResumeReason,
    string? ResumedBy,
    DateTime? ResumedAt,
    CancelOpen? CancelOpen,
    IReadOnlyList<Guid> InFlight,
    IReadOnlyList<Guid> Cancelled,
    IReadOnlyList<NotCancelled> NotCancelled)
{
    public static RiskView Of(string venue, TradingState state, HaltProgress progress)
    {
        var halt = state.Halt;
        var everHalted = halt.At > TradingHalt.Off.At;
        var report = progress.Report();
        var limits = state.LimitsOf(venue);
        return new RiskView(
            venue,
            limits.MaxNotional,
            limits.MaxOrderQuantity,
            limits.PriceCollarRatio,
            limits.MaxReferenceAgeMs,
            limits.MaxRequestAgeMs,
            limits.MaxOpenOrders,
            limits.MaxOrdersPerSecond,
            limits.MaxPosition,
            limits.MaxExposure,
            halt.Halted,
            halt.Reason,
            everHalted ? halt.By : null,
            everHalted ? halt.At : null,
            halt.ResumeReason,
            halt.ResumedBy,
            halt.ResumedAt,
            halt.Halted ? halt.CancelOpen : null,
            report.InFlight,
            report.Cancelled,
            report.NotCancelled);
    }
}
