using Trading.MarketData;
using Trading.MarketData.Recovery;
using Trading.ServiceDefaults.Hosting;

return RebuildCommand.IsCommand(args)
    ? await RebuildCommand.RunAsync(args)
    : await ServiceHost.RunAsync(args, new MarketDataModule());
