using Trading.ExchangeSimulator;
using Trading.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(args, new ExchangeSimulatorModule());
