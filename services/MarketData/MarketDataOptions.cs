using System.ComponentModel.DataAnnotations;
using Trading.Contracts;
using Trading.MarketData.Connections;
using Trading.MarketData.State;
using Trading.MarketData.Windows;

namespace Trading.MarketData;

/// <summary>How market data is taken, built and kept. Section <c>MarketData</c>.</summary>
internal sealed class MarketDataOptions
{
    public const string Section = "MarketData";

    /// <summary>Time bars to build, separated by commas; 1s and 1m are always built because longer bars are summed from them.</summary>
    [Required]
    public string Intervals { get; set; } = "1s,1m,3m,5m,15m,30m,1h,2h,4h,6h,8h,12h,1d";

    /// <summary>
    /// Bars that are no venue intervals, separated by commas: sliding <c>5m/1m</c>, <c>session:30s</c>, <c>tick:1000</c>,
    /// <c>volume:10</c> (base currency), <c>dollar:1000000</c> (quote currency). Each costs a few nanoseconds a trade; empty for none.
    /// </summary>
    public string Bars { get; set; } = "5m/1m,session:30s,tick:1000,dollar:1000000";

    /// <summary>Where the open windows are kept, so that a restart goes on in the middle of them.</summary>
    [EnumDataType(typeof(StateBackendKind))]
    public StateBackendKind StateBackend { get; set; }

    /// <summary>How often: a restart reads the trades since then from the store, at worst.</summary>
    [Range(100, 3_600_000)]
    public int CheckpointMs { get; set; } = 5000;

    /// <summary>Checkpoints that are remembered, one a symbol, so that an unchanged one is not written again.</summary>
    [Range(1, 100_000)]
    public int StateCacheEntries { get; set; } = 1000;

    /// <summary>Socket reads that may wait for processing; when full, the socket is read no further.</summary>
    [Range(1, 65_536)]
    public int ChannelBatches { get; set; } = 256;

    /// <summary>Processed batches that may wait for the store; when full, processing waits.</summary>
    [Range(1, 65_536)]
    public int StoreQueueBatches { get; set; } = 1024;

    /// <summary>Most trades in one write: larger writes are cheaper per row and are lost together when they fail.</summary>
    [Range(1, 1_000_000)]
    public int WriteRows { get; set; } = 50_000;

    /// <summary>Longest time a write keeps gathering while the queue never empties.</summary>
    [Range(1, 60_000)]
    public int WriteGatherMs { get; set; } = 200;

    /// <summary>Attempts per write before it is counted as failed and goes to the spool.</summary>
    [Range(1, 100)]
    public int WriteAttempts { get; set; } = 5;

    /// <summary>Folder of the file that takes writes while the database does not answer.</summary>
    [Required]
    public string SpoolDirectory { get; set; } = ".data/spool";

    /// <summary>Size at which the spool is full and the sockets have to wait.</summary>
    [Range(1, 1_000_000)]
    public int SpoolMaxMegabytes { get; set; } = 4096;

    /// <summary>How long a trade waits for the ids before it until they count as missing.</summary>
    [Range(0, 60_000)]
    public int ReorderMs { get; set; } = 50;

    /// <summary>
    /// How far the watermark stays behind the newest exchange time: more takes late trades into the bar, and closes it later.
    /// </summary>
    [Range(0, 3_600_000)]
    public int AllowedLatenessMs { get; set; }

    /// <summary>A live bar without further trades closes this long after its end by our clock.</summary>
    [Range(0, 60_000)]
    public int IdleCloseMs { get; set; } = 1000;

    /// <summary>
    /// Trades before the first connection that are fetched once, so that a new store does not start empty; 0 for none. They begin with a
    /// minute, for which more may be fetched.
    /// </summary>
    [Range(0, 1000)]
    public int InitialTrades { get; set; } = 1000;

    /// <summary>A symbol that is silent this long is compared with the venue's latest trade.</summary>
    [Range(1, 86_400)]
    public int IdleCheckSeconds { get; set; } = 3;

    /// <summary>Longest wait between two connection attempts.</summary>
    [Range(1, 3600)]
    public int MaxReconnectSeconds { get; set; } = 30;

    /// <summary>Without any venue connection for this long the service is unhealthy; until then it is degraded.</summary>
    [Range(1, 3600)]
    public int UnhealthyAfterSeconds { get; set; } = 30;

    /// <summary>
    /// Age at which a connection is replaced by a new one, before the venue cuts it after 24 hours. The two overlap, so nothing is
    /// missed; connections turn one after the other, the first after half of this.
    /// </summary>
    [Range(2, 86_000)]
    public int RotateAfterSeconds { get; set; } = 84_600;

    /// <summary>
    /// A pause of a stream up to this is never taken for its death: shorter notices a dead stream sooner, longer subscribes less often
    /// to a quiet one without need.
    /// </summary>
    [Range(1, 3600)]
    public int StreamSilenceSeconds { get; set; } = 15;

    /// <summary>
    /// Which of the venue's two sequences of trades is recorded. Their ids differ: a database that holds one is not gone on with in the
    /// other.
    /// </summary>
    [EnumDataType(typeof(TradeStream))]
    public TradeStream TradeStream { get; set; }

    /// <summary>Levels per side of a book snapshot: 1000 costs 50 of spot's 6,000 weight a minute, 5000 costs 250.</summary>
    [AllowedValues(100, 500, 1000, 5000)]
    public int BookSnapshotLevels { get; set; } = 1000;

    /// <summary>How often open bars are stored and pushed.</summary>
    [Range(50, 3_600_000)]
    public int OpenBarsMs { get; set; } = 1000;

    /// <summary>
    /// Days that trades are kept, of all venues and symbols of the database; a UTC day of exchange time goes as a whole, when its last
    /// moment is older. Bars stay, but those of dropped trades can neither be revised nor rebuilt. 0 keeps everything.
    /// </summary>
    [Range(0, 36_500)]
    public int RetentionDays { get; set; }

    /// <summary>The first day of which no trade may be dropped yet; null when all are kept.</summary>
    public DateOnly? KeepFrom(DateTime utcNow) => RetentionDays == 0 ? null : DateOnly.FromDateTime(utcNow.AddDays(-RetentionDays));

    public bool IntervalsAreKnown() => Codes().All(code => BarInterval.TryParse(code, out _));

    public IReadOnlyList<BarInterval> IntervalList() =>
    [
        .. Codes().Select(BarInterval.Parse).Append(BarInterval.OneSecond).Append(BarInterval.OneMinute).Distinct().Order(),
    ];

    /// <summary>What is wrong with <see cref="Bars"/>, one line each.</summary>
    public IReadOnlyList<string> WindowProblems() =>
        [.. Split(Bars).Select(text => WindowSpec.TryParse(text, out _, out var problem) ? null : problem).OfType<string>()];

    public IReadOnlyList<WindowSpec> WindowList() =>
        [.. Split(Bars).Select(text => WindowSpec.TryParse(text, out var window, out _) ? window : null)
            .OfType<WindowSpec>().DistinctBy(window => window.Code)];

    private string[] Codes() => Split(Intervals);

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
