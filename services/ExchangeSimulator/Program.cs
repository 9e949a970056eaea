using Trading.ExchangeSimulator;
using Trading.ExchangeSimulator.Control.Recording;
using Trading.ServiceDefaults.Hosting;

return RecordCommand.IsCommand(args)
    ? await RecordCommand.RunAsync(args)
    : await ServiceHost.RunAsync(args, new ExchangeSimulatorModule());
