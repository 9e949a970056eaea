namespace Trading.MarketData.Windows;

/// <summary>A second that is not closed yet.</summary>
/// <param name="Open">UTC ticks of its beginning.</param>
internal readonly record struct OpenSecond(long Open, BarAccumulator Sum);
