using Trading.Exchanges.Limits;

namespace Trading.Exchanges.Transport;

/// <summary>One logical request: several attempts may be made for it.</summary>
/// <param name="Endpoint">Label of metrics and spans, such as <c>klines</c>: few values, never a URL.</param>
/// <param name="PathAndQuery">Relative to the venue's base URL.</param>
/// <param name="Symbol">Symbols share the gate fairly; empty for calls that have none.</param>
internal readonly record struct RestCall(string Endpoint, string PathAndQuery, int Weight, RequestLane Lane, string Symbol);
