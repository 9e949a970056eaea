using Trading.Benchmarks.Running;

return await BenchmarkRunner.RunAsync(args, Console.Out);
