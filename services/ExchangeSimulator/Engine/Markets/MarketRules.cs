namespace Trading.ExchangeSimulator.Engine.Markets;

/// <summary>What differs between the venue's markets and is data. Where they differ in more than that, the code asks <see cref="IsSpot"/>.</summary>
internal sealed record MarketRules
{
    public static MarketRules Spot { get; } = new()
    {
        Kind = MarketKind.Spot,
        Name = "spot",
        ClientIdPrefix = "sim",
        DiffPeriodsMs = [100, 1000],
        PlainDiffMs = 1000,
        DepthDefault = 100,
        DepthMost = 5000,
        MostKlines = 1000,
        MostStopOrders = 5,
        IncomingPerSecond = 5,
        PingSeconds = 20,
        PongPings = 3,
        LongOrderWindow = TimeSpan.FromDays(1),
    };

    public static MarketRules Usdm { get; } = new()
    {
        Kind = MarketKind.Usdm,
        Name = "usdm",
        ClientIdPrefix = "usdm",
        DiffPeriodsMs = [100, 250, 500],
        PlainDiffMs = 250,
        DepthDefault = 500,
        DepthMost = 1000,
        DepthLimits = [5, 10, 20, 50, 100, 500, 1000],
        MostKlines = 1500,
        MostStopOrders = 100,
        IncomingPerSecond = 10,
        PingSeconds = 180,
        PongPings = 10 / 3.0,
        LongOrderWindow = TimeSpan.FromMinutes(1),
    };

    public required MarketKind Kind { get; init; }

    public bool IsSpot => Kind == MarketKind.Spot;

    /// <summary>In the ledger and in metrics.</summary>
    public required string Name { get; init; }

    /// <summary>Of the order ids that a client leaves to the venue.</summary>
    public required string ClientIdPrefix { get; init; }

    /// <summary>Speeds of the depth diffs.</summary>
    public required IReadOnlyList<int> DiffPeriodsMs { get; init; }

    /// <summary>The speed whose stream has no suffix.</summary>
    public required int PlainDiffMs { get; init; }

    public required int DepthDefault { get; init; }

    public required int DepthMost { get; init; }

    /// <summary>The only limits that a snapshot takes; null: all up to <see cref="DepthMost"/>.</summary>
    public IReadOnlyList<int>? DepthLimits { get; init; }

    public required int MostKlines { get; init; }

    public required int MostStopOrders { get; init; }

    /// <summary>Messages that a stream's client may send.</summary>
    public required int IncomingPerSecond { get; init; }

    public required int PingSeconds { get; init; }

    /// <summary>Pings without a pong, after which a connection is cut.</summary>
    public required double PongPings { get; init; }

    /// <summary>The longer of the two windows in which orders are counted; the other one has ten seconds.</summary>
    public required TimeSpan LongOrderWindow { get; init; }

    public static MarketRules Of(MarketKind kind) => kind == MarketKind.Spot ? Spot : Usdm;
}

internal enum MarketKind
{
    Spot,

    /// <summary>USDT-margined perpetual futures.</summary>
    Usdm,
}
