namespace Trading.MarketData.Api;

/// <summary>One line of <c>GET /market/symbols</c>.</summary>
public sealed record SymbolView(string Venue, string Symbol);
