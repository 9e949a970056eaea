namespace Trading.Exchanges.Orders;

/// <summary>A venue's order rule that an order breaks.</summary>
/// <param name="Filter">Name of the rule, such as <c>lotSize</c>.</param>
/// <param name="Numbers">What the rule allows and what was given, such as <c>step 0.00001; the quantity is 0.000001</c>.</param>
public sealed record FilterViolation(string Filter, string Numbers);
