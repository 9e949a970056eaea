namespace Trading.OrderExecution.Risk;

/// <summary>Null when the order may pass, else the reason for people.</summary>
internal delegate string? RiskCheck(in RiskInput input, RiskLimits limits);
