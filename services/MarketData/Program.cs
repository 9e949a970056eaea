using Trading.MarketData;
using Trading.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(args, new MarketDataModule());
