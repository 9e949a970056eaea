using Trading.Downloader;
using Trading.Downloader.CommandLine;
using Trading.ServiceDefaults.Hosting;

return DownloaderCommands.IsCommand(args)
    ? await DownloaderCommands.RunAsync(args)
    : await ServiceHost.RunAsync(args, new DownloaderModule());
