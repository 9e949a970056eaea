using Trading.PaperTrading;
using Trading.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(args, new PaperTradingModule());
