using Trading.Scanner;
using Trading.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(args, new ScannerModule());
