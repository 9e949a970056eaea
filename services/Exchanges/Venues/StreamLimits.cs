namespace Trading.Exchanges.Venues;

/// <summary>What a venue allows and promises on market streams.</summary>
/// <param name="MessagesPerSecond">Messages that one connection may send: pings, pongs and commands each count.</param>
/// <param name="MaxSilence">Longest silence of a living connection.</param>
/// <param name="StreamsPerConnection">Streams that one connection carries.</param>
/// <param name="Attempts">Connection attempts that all processes on this IP may make in <paramref name="AttemptsWindow"/>.</param>
public sealed record StreamLimits(
    int MessagesPerSecond, TimeSpan MaxSilence, int StreamsPerConnection, int Attempts, TimeSpan AttemptsWindow);
