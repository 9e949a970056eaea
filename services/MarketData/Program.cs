using Trading.MarketData;
using Trading.MarketData.Rebuild;
using Trading.ServiceDefaults.Hosting;

return RebuildCommand.IsCommand(args)
    ? await RebuildCommand.RunAsync(args)
    : await ServiceHost.RunAsync(args, new MarketDataModule());
