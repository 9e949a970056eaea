namespace Trading.OrderExecution.Risk;

/// <summary>Our own no, with the rule that said it.</summary>
public sealed record RiskDenial(string Rule, string Reason);
