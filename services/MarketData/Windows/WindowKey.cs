namespace Trading.MarketData.Windows;

/// <summary>Names one closed bar of a window that a late trade belongs to.</summary>
/// <param name="Window">Code of the <see cref="WindowSpec"/>.</param>
/// <param name="At">Sliding: position of the bar. All others: id of the trade.</param>
internal readonly record struct WindowKey(string Window, long At);
