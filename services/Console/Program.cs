using Trading.ServiceDefaults.Hosting;
using Trading.WebConsole;

return await ServiceHost.RunAsync(args, new ConsoleModule());
