namespace Trading.Exchanges.Limits;

/// <summary>The state of a gate, for people and gauges.</summary>
/// <param name="Used">Weight of the present window, as the venue counts it or as we have taken it, whichever is more.</param>
/// <param name="WindowEnds">UTC of the venue.</param>
/// <param name="PausedUntil">UTC of the venue; null when nothing is paused.</param>
/// <param name="WaitingByLane">Requests that wait in this process, by lane.</param>
public sealed record WeightSnapshot(
    string Bucket,
    int Limit,
    int Used,
    DateTime WindowEnds,
    DateTime? PausedUntil,
    IReadOnlyDictionary<RequestLane, int> WaitingByLane);
