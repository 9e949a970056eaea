using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Live;

/// <summary>A topic that is one path of one service, passed on as it is.</summary>
/// <param name="Optional">On a real venue there is no such path: the value is null then, and that is no problem.</param>
internal sealed record PolledTopic(string Topic, UpstreamService Service, string Path, bool Fast, bool Optional = false)
{
    public const string VenuesPath = "liquidity-providers";

    public static IReadOnlyList<PolledTopic> All { get; } =
    [
        new(Topics.Prices, UpstreamService.MarketData, "market/prices", Fast: true),
        new(Topics.Feeds, UpstreamService.MarketData, "market/feeds", Fast: false),
        new(Topics.Orders, UpstreamService.OrderExecution, "orders?limit=50", Fast: false),
        new(Topics.Positions, UpstreamService.OrderExecution, "positions", Fast: false),
        new(Topics.Risk, UpstreamService.OrderExecution, "risk/limits", Fast: false),
        new(Topics.Venues, UpstreamService.OrderExecution, VenuesPath, Fast: false),
        new(Topics.Strategies, UpstreamService.PaperTrading, "paper/strategies", Fast: false),
        new(Topics.Replay, UpstreamService.ExchangeSimulator, "simulator/replay", Fast: false, Optional: true),
    ];
}
