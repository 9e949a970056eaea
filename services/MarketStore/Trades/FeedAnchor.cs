namespace Trading.MarketStore.Trades;

/// <summary>
/// The first trade id that live recording ever saw of an instrument, or the one behind the last that retention has dropped: from here
/// on every id must be present.
/// </summary>
/// <param name="SeenAt">UTC.</param>
public readonly record struct FeedAnchor(long FirstId, DateTime SeenAt);
