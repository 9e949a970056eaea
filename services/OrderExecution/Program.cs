using Trading.OrderExecution;
using Trading.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(args, new OrderExecutionModule());
