using System.Text.Json.Serialization;

namespace Trading.ExchangeSimulator.Protocol.Faults;

/// <summary>
/// What goes wrong on purpose. Probabilities are per frame or per request (0 to 1); the tape and the ledger stay whole, only
/// what clients see of them is hurt. All zero: nothing goes wrong.
/// </summary>
internal sealed record FaultSettings
{
    private const double LongestSeconds = 86_400;
    private const long LongestSkewMs = 86_400_000;

    /// <summary>Market frames not sent.</summary>
    public double Drop { get; init; }

    /// <summary>Market frames sent twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Market frames swapped with the next one.</summary>
    public double Reorder { get; init; }

    /// <summary>Market frames with damaged JSON inside an intact WebSocket frame.</summary>
    public double Malformed { get; init; }

    /// <summary>Every connection is cut without a close frame after so many seconds; 0 never.</summary>
    public double DisconnectEvery { get; init; }

    /// <summary>Streams fall silent but stay open until so many seconds after the setting was made; 0 never.</summary>
    public double Stall { get; init; }

    /// <summary>
    /// With <see cref="Stall"/>: this stream alone dies, such as <c>btcusdt@depth@100ms</c>, while its connection lives. What it would
    /// have brought is lost; a client that subscribes or connects again gets it again.
    /// </summary>
    public string? StallStream { get; init; }

    /// <summary>REST requests answered 429 with <c>Retry-After</c>.</summary>
    public double Http429 { get; init; }

    /// <summary>REST requests answered 418, after which the address stays banned for <see cref="BanSeconds"/>.</summary>
    public double Http418 { get; init; }

    /// <summary>Length of the ban that <see cref="Http418"/> lays on an address; the real one begins at two minutes.</summary>
    public int BanSeconds { get; init; } = 120;

    /// <summary>Market data requests, archives included, answered 503 as failed: nothing was done.</summary>
    [JsonPropertyName("http5xx")]
    public double Http5xx { get; init; }

    /// <summary>Order requests answered 503 with the outcome unknown: half of them were executed.</summary>
    [JsonPropertyName("http503Unknown")]
    public double Http503Unknown { get; init; }

    /// <summary>Orders that are accepted and whose answer never comes (-1007 after ten seconds).</summary>
    public double TimeoutAfterAccept { get; init; }

    /// <summary>Milliseconds by which the venue's clock is ahead of the true one.</summary>
    public long ClockSkew { get; init; }

    /// <summary>Delay of every REST answer.</summary>
    public int LatencyMs { get; init; }

    /// <summary>Archive zips cut short.</summary>
    public double TruncatedZip { get; init; }

    /// <summary>Archive checksums that do not fit.</summary>
    public double WrongChecksum { get; init; }

    /// <summary>Archives with rows missing and a checksum that fits.</summary>
    public double MissingRows { get; init; }

    /// <summary>Same seed, same faults for the same frames and requests.</summary>
    public long Seed { get; init; } = 1;

    [JsonIgnore]
    public bool HurtsStreams => Drop + Duplicate + Reorder + Malformed > 0;

    /// <summary>The first thing that is wrong with the values, or null.</summary>
    public string? Problem()
    {
        (string Name, double Value)[] probabilities =
        [
            ("drop", Drop), ("duplicate", Duplicate), ("reorder", Reorder), ("malformed", Malformed), ("http429", Http429),
            ("http418", Http418), ("http5xx", Http5xx),
            ("http503Unknown", Http503Unknown), ("timeoutAfterAccept", TimeoutAfterAccept), ("truncatedZip", TruncatedZip),
            ("wrongChecksum", WrongChecksum), ("missingRows", MissingRows),
        ];
        foreach (var (name, value) in probabilities)
        {
            if (!(value is >= 0 and <= 1))
            {
                return $"{name} is a probability from 0 to 1.";
            }
        }

        return DisconnectEvery is not (0 or (>= 0.05 and <= LongestSeconds))
            ? "disconnectEvery is 0 for never, or from 0.05 to 86400 seconds."
            : Stall is not (>= 0 and <= LongestSeconds) ? "stall is from 0 to 86400 seconds."
            : BanSeconds is < 1 or > 259_200 ? "banSeconds is from 1 to 259200."
            : StallStream is { Length: > 0 } && Stall == 0 ? "stallStream says which stream is silent, stall for how many seconds."
            : StallStream is { Length: > 100 } ? "stallStream is the name of a stream, at most 100 characters."
            : LatencyMs is < 0 or > 600_000 ? "latencyMs is from 0 to 600000."
            : ClockSkew is < -LongestSkewMs or > LongestSkewMs ? "clockSkew is from -86400000 to 86400000 milliseconds."
            : Shadowed();
    }

    /// <summary>
    /// Faults of one request or frame are drawn one after the other: after one that is certain, the next can never happen.
    /// </summary>
    private string? Shadowed()
    {
        (string First, double Chance, (string Name, double Chance)[] Later)[] orders =
        [
            ("drop", Drop, [("malformed", Malformed), ("reorder", Reorder), ("duplicate", Duplicate)]),
            ("malformed", Malformed, [("reorder", Reorder), ("duplicate", Duplicate)]),
            ("http418", Http418, [("http5xx", Http5xx), ("http429", Http429)]),
            ("http503Unknown", Http503Unknown, [("timeoutAfterAccept", TimeoutAfterAccept)]),
        ];
        foreach (var (first, chance, later) in orders)
        {
            if (chance == 1 && Array.Find(later, fault => fault.Chance > 0) is { Name: { } name })
            {
                return $"{name} can never happen while {first} is 1: set one of them.";
            }
        }

        return null;
    }
}
