namespace Trading.WebConsole.Upstream;

/// <summary>The services whose APIs the console reads; the names are the keys of section <c>Services</c>.</summary>
internal enum UpstreamService
{
    MarketData = 0,
    Downloader = 1,
    PaperTrading = 2,
    OrderExecution = 3,
    Scanner = 4,
    ExchangeSimulator = 5,
}
