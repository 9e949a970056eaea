using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Api;

/// <summary>Limits in force and the state of the kill switch.</summary>
public sealed record RiskView(
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
    string HaltBy,
    DateTime HaltAt)
{
    public static RiskView Of(TradingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var limits = state.Limits;
        return new RiskView(
            limits.MaxNotional,
            limits.MaxOrderQuantity,
            limits.PriceCollarRatio,
            limits.MaxReferenceAgeMs,
            limits.MaxRequestAgeMs,
            limits.MaxOpenOrders,
            limits.MaxOrdersPerSecond,
            limits.MaxPosition,
            limits.MaxExposure,
            state.Halt.Halted,
            state.Halt.Reason,
            state.Halt.By,
            state.Halt.At);
    }
}
