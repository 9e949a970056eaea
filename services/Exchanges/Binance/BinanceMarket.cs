using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance;

/// <summary>In what the protocol's markets differ beyond their description.</summary>
/// <param name="RestPath">Path of every REST call, with its slashes.</param>
/// <param name="Weight">
/// Request weight by query and rows, as the venue documents it (developers.binance.com: REST API, general endpoints and market data).
/// </param>
/// <param name="ListsBySymbol"><c>exchangeInfo</c> answers for single symbols; else always for all.</param>
/// <param name="StreamPath">The path under which a kind of stream is served.</param>
/// <param name="Kinds">Streams that a symbol has besides its trades.</param>
public sealed record BinanceMarket(
    string RestPath,
    Func<HistoryQuery, int, int> Weight,
    bool ListsBySymbol,
    Func<StreamKind, string> StreamPath,
    IReadOnlyList<StreamKind> Kinds);
