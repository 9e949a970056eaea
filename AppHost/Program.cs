using Trading.AppHost;

return await CommandLine.RunAsync(args);
