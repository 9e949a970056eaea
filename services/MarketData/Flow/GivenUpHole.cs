namespace Trading.MarketData.Flow;

/// <param name="Reason">Class of the hole in lower camel case.</param>
internal sealed record GivenUpHole(Guid GapId, string Reason);
