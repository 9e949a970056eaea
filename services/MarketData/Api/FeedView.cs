using Trading.Contracts;

namespace Trading.MarketData.Api;

/// <summary>One line of <c>GET /market/feeds</c>.</summary>
/// <param name="LastEvent">UTC exchange time of the newest event; null before the first.</param>
/// <param name="LagSeconds">Receive time less exchange time of that event; null for a recording, whose times are past.</param>
/// <param name="Status"><c>ended</c> once a replay has come to its end: nothing more is to come, and nothing is wrong.</param>
/// <param name="Stale">Not connected, silent for too long, or its book not in sync.</param>
/// <param name="BookInSync">The local order book is proven by the venue's sequence rules.</param>
/// <param name="SilentStreams">Streams that have died while their connection lives, such as <c>btcusdt@depth@100ms</c>.</param>
internal sealed record FeedView(
    string Venue,
    string Symbol,
    FeedStatus Status,
    DateTime? LastEvent,
    DateTime? LastReceived,
    double? LagSeconds,
    long Reconnects,
    bool Stale,
    bool BookInSync,
    long OpenGaps,
    IReadOnlyList<string> SilentStreams);
