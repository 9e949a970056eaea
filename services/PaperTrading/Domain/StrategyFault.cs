namespace Trading.PaperTrading.Domain;

/// <summary>The exception that stopped a strategy, without its stack.</summary>
/// <param name="Type">Name of the exception's type.</param>
/// <param name="At">UTC.</param>
internal sealed record StrategyFault(string Type, string Message, DateTime At);
