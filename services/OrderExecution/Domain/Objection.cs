namespace Trading.OrderExecution.Domain;

/// <summary>A rule that is against an order.</summary>
/// <param name="Code">Name of the rule.</param>
/// <param name="Text">Why, for people.</param>
public sealed record Objection(string Code, string Text);
