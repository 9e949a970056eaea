namespace Trading.OrderExecution.Risk;

/// <summary>One named check. The name is public: it is the code of a denial and a metric label.</summary>
/// <param name="Check">Null when the order may pass, else the reason for people.</param>
internal sealed record RiskRule(string Name, RiskCheck Check);
