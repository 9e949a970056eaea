namespace Trading.OrderExecution.Domain;

/// <summary>A rule that is against an order.</summary>
/// <param name="Code">Name of the rule.</param>
/// <param name="Text">Why, for people.</param>
internal sealed record Objection(string Code, string Text);
