using System.ComponentModel.DataAnnotations;

namespace Trading.ExchangeSimulator;

/// <summary>What the simulated exchange trades, how fast, and for whom. Section <c>Simulator</c>.</summary>
internal sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    public const int DefaultPort = 8090;

    /// <summary>
    /// In a process with other services: the port on which the venue answers, and nothing else does. The process must listen on it
    /// (<c>ASPNETCORE_URLS</c>). 0: it answers on none, for a run with a real venue. A simulator alone in its process answers on every
    /// port.
    /// </summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = DefaultPort;

    /// <summary>Key of the one trading account, sent by clients as <c>X-MBX-APIKEY</c>; empty lets no client trade.</summary>
    public string ApiKey { get; set; } = "simulator-development-key";

    /// <summary>HMAC-SHA256 secret of that account. It guards play money: a real one does not belong here.</summary>
    public string ApiSecret { get; set; } = "simulator-development-secret";

    /// <summary>Symbols separated by commas; a replay takes them from its file instead.</summary>
    [Required]
    public string Symbols { get; set; } = "BTCUSDT,ETHUSDT";

    /// <summary>The same seed and the same steps give the same tape byte for byte.</summary>
    public long Seed { get; set; } = 42;

    /// <summary>Taker orders per second and spot symbol; most make one trade each.</summary>
    [Range(0, 1_000_000)]
    public double TradesPerSecond { get; set; } = 20;

    /// <summary>The same for each USD-M perpetual.</summary>
    [Range(0, 1_000_000)]
    public double UsdmTradesPerSecond { get; set; } = 20;

    /// <summary>Length of one engine step: shorter is smoother, longer costs less.</summary>
    [Range(1, 1000)]
    public int StepMs { get; set; } = 10;

    /// <summary>Price levels that the makers quote on each side.</summary>
    [Range(20, 5000)]
    public int BookLevels { get; set; } = 1000;

    /// <summary>
    /// Balances of a new account, <c>ASSET=amount</c> separated by commas. An account kept in <see cref="Directory"/> goes on with what it
    /// has;
    /// delete <c>account.journal</c> there to begin with these.
    /// </summary>
    [Required]
    public string Balances { get; set; } = "USDT=1000000,BTC=10,ETH=100,BNB=100";

    /// <summary>USDT in the futures wallet of a new account.</summary>
    [Range(0, 1e12)]
    public decimal UsdmWallet { get; set; } = 1_000_000;

    /// <summary>Fraction of the received amount that a fill costs (0.001 is 0.1 %).</summary>
    [Range(0, 0.1)]
    public decimal MakerFee { get; set; } = 0.001m;

    [Range(0, 0.1)]
    public decimal TakerFee { get; set; } = 0.001m;

    /// <summary>Newest trades per symbol kept in memory (24 bytes each); older ones are no longer served by id.</summary>
    [Range(1000, 200_000_000)]
    public int RetainedTrades { get; set; } = 5_000_000;

    /// <summary>What happens to a client that reads slower than the tape runs.</summary>
    public SlowClientPolicy SlowClients { get; set; } = SlowClientPolicy.Auto;

    /// <summary>Bytes that may wait for one client before <see cref="SlowClients"/> applies.</summary>
    [Range(262_144, 1_073_741_824)]
    public int ClientBufferBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>A recorded session (gzip) to send instead of a generated tape.</summary>
    public string? ReplayFile { get; set; }

    /// <summary>
    /// Folder of recordings that <c>POST /simulator/replay</c> may start, by their name in it; empty: a recording is chosen at start only.
    /// A user who may write there chooses what the venue sends.
    /// </summary>
    public string? ReplayFolder { get; set; }

    /// <summary>A factor of real time, or <c>max</c>; empty is 1.</summary>
    public string ReplaySpeed { get; set; } = "1";

    /// <summary>
    /// Folder that keeps the tape, the account, its orders and the ledger, so that they survive a restart and a kill; empty keeps them in
    /// memory only.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>
    /// Bytes of the account's file in <see cref="Directory"/> beyond which it is rewritten with what is still remembered. More is rewritten
    /// more rarely, less is read faster at a start.
    /// </summary>
    [Range(4096, 1_073_741_824)]
    public long AccountFileBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Folder of recorded archive files (zip, CSV or gzipped CSV): served under <c>/data</c> as they are, and their klines over REST too,
    /// for the symbols of <see cref="Symbols"/>. What is not there is made from the tape.
    /// </summary>
    public string? ArchiveDirectory { get; set; }

    [Range(1, int.MaxValue)]
    public int SpotWeightPerMinute { get; set; } = 6000;

    [Range(1, int.MaxValue)]
    public int UsdmWeightPerMinute { get; set; } = 2400;

    /// <summary>Unfilled spot orders per ten seconds.</summary>
    [Range(1, int.MaxValue)]
    public int SpotOrdersPer10Seconds { get; set; } = 50;

    /// <summary>New WebSocket connections per address in five minutes; 0 switches the limit off.</summary>
    [Range(0, int.MaxValue)]
    public int ConnectionAttemptsPer5Minutes { get; set; } = 300;

    /// <summary>Seconds between pings; 0 takes the venue's own (spot 20, USD-M 180).</summary>
    [Range(0, 3600)]
    public int PingIntervalSeconds { get; set; }

    /// <summary>Seconds a connection lives before the venue cuts it (a day at the real one).</summary>
    [Range(1, 86_400)]
    public int ConnectionLifetimeSeconds { get; set; } = 86_400;

    public IReadOnlyList<string> SymbolList() =>
        [.. Symbols.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(symbol => symbol.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];
}

/// <summary>What happens when a client's send buffer is full.</summary>
internal enum SlowClientPolicy
{
    /// <summary>Backpressure in a replay, disconnect on the live tape.</summary>
    Auto,

    /// <summary>The client is cut off, as the real venue does; the others go on.</summary>
    Disconnect,

    /// <summary>The tape waits for the slowest client: nothing is lost, and time on the tape falls behind the clock.</summary>
    Backpressure,
}
