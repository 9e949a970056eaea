using Trading.Cli;

return await StrategyProgram.RunAsync(args);
