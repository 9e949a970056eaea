namespace Trading.OrderExecution.Risk;

/// <summary>State of the kill switch.</summary>
/// <param name="By">Role of the API key, or the rule, that threw or released it.</param>
public sealed record TradingHalt(bool Halted, string Reason, string By, DateTime At)
{
    public static TradingHalt Off { get; } = new(false, "never halted", "system", DateTime.UnixEpoch);
}
