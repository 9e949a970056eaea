namespace Trading.ExchangeSimulator.Engine.Markets;

internal enum MarketKind
{
    Spot,

    /// <summary>USDT-margined perpetual futures.</summary>
    Usdm,
}

/// <summary>
/// What differs between the venue's markets and is data. Where they differ in more than that, the code asks <see cref="IsSpot"/>.
/// </summary>
/// <param name="Name">In the ledger and in metrics.</param>
/// <param name="ClientIdPrefix">Of the order ids that a client leaves to the venue.</param>
/// <param name="DiffPeriodsMs">Speeds of the depth diffs.</param>
/// <param name="PlainDiffMs">The speed whose stream has no suffix.</param>
/// <param name="DepthLimits">The only limits that a snapshot takes; null: all up to <paramref name="DepthMost"/>.</param>
/// <param name="IncomingPerSecond">Messages that a stream's client may send.</param>
/// <param name="PongPings">Pings without a pong, after which a connection is cut.</param>
/// <param name="LongOrderWindow">The longer of the two windows in which orders are counted; the other one has ten seconds.</param>
internal sealed record MarketRules(
    MarketKind Kind, string Name, string ClientIdPrefix, IReadOnlyList<int> DiffPeriodsMs, int PlainDiffMs, int DepthDefault, int DepthMost,
    IReadOnlyList<int>? DepthLimits, int MostKlines, int MostStopOrders, int IncomingPerSecond, int PingSeconds, double PongPings,
    TimeSpan LongOrderWindow)
{
    public static MarketRules Spot { get; } = new(
        MarketKind.Spot, "spot", ClientIdPrefix: "sim", DiffPeriodsMs: [100, 1000], PlainDiffMs: 1000, DepthDefault: 100, DepthMost: 5000,
        DepthLimits: null, MostKlines: 1000, MostStopOrders: 5, IncomingPerSecond: 5, PingSeconds: 20, PongPings: 3,
        LongOrderWindow: TimeSpan.FromDays(1));

    public static MarketRules Usdm { get; } = new(
        MarketKind.Usdm, "usdm", ClientIdPrefix: "usdm", DiffPeriodsMs: [100, 250, 500], PlainDiffMs: 250, DepthDefault: 500,
        DepthMost: 1000, DepthLimits: [5, 10, 20, 50, 100, 500, 1000], MostKlines: 1500, MostStopOrders: 100, IncomingPerSecond: 10,
        PingSeconds: 180, PongPings: 10 / 3.0, LongOrderWindow: TimeSpan.FromMinutes(1));

    public bool IsSpot => Kind == MarketKind.Spot;

    public static MarketRules Of(MarketKind kind) => kind == MarketKind.Spot ? Spot : Usdm;
}
