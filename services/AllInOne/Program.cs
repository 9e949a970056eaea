using Trading.Downloader;
using Trading.ExchangeSimulator;
using Trading.MarketData;
using Trading.OrderExecution;
using Trading.PaperTrading;
using Trading.Scanner;
using Trading.ServiceDefaults.Hosting;
using Trading.WebConsole;

return await ServiceHost.RunAsync(
    args,
    new ExchangeSimulatorModule(),
    new MarketDataModule(),
    new DownloaderModule(),
    new PaperTradingModule(),
    new OrderExecutionModule(),
    new ScannerModule(),
    new ConsoleModule());
