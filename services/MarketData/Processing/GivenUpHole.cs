namespace Trading.MarketData.Processing;

/// <param name="Reason">Class of the hole in lower camel case.</param>
public sealed record GivenUpHole(Guid GapId, string Reason);
