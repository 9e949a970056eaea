using Trading.WebConsole;
using Trading.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(args, new ConsoleModule());
