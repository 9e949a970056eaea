namespace Trading.MarketData.Api;

/// <summary>One line of <c>GET /market/symbols</c>.</summary>
internal sealed record SymbolView(string Venue, string Symbol);
