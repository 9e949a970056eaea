using Trading.Contracts;

namespace Trading.MarketData.Windows;

/// <summary>Names one bar of a symbol.</summary>
/// <param name="OpenTime">UTC.</param>
internal readonly record struct BarKey(BarInterval Interval, DateTime OpenTime);
