namespace Trading.Backtesting.Loading;

/// <summary>A user's file gives no strategy. The message is one line, with the line of the file where the compiler named one.</summary>
public sealed class StrategyFileException(string message, Exception? inner = null) : Exception(message, inner);
