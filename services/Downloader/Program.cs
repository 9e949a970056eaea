using Trading.Downloader;
using Trading.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(args, new DownloaderModule());
