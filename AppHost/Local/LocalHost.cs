using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>Runs the modes <c>local</c> and <c>embedded</c> from start to stop.</summary>
internal static class LocalHost
{
    /// <summary>The table is printed after this long even when something is not ready yet.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(50);

    public static async Task<int> RunAsync(RunMode mode, RunOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = new StopSignals(stop);
        using var data = DataDirectory.Open(options);
        try
        {
            Describe(options, data);
            using (var building = new ProcessWatchdog())
            {
                if (options.Build && !await ServiceBuild.RunAsync(data, building, stop.Token))
                {
                    return 1;
                }
            }

            var code = await RunBuiltAsync(mode, options, data, stop.Token);
            Console.WriteLine("Stopped.");
            return code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop: that is how a run ends.
        }

        Console.WriteLine("Stopped.");
        return 0;
    }

    private static async Task<int> RunBuiltAsync(RunMode mode, RunOptions options, DataDirectory data, CancellationToken stop)
    {
        // After the build, whose files are those of the source tree.
        Posix.CreateForOwnerOnly();
        using var preparing = new ProcessWatchdog();
        var plan = await PlanAsync(mode, options, data, preparing, stop);
        foreach (var line in plan.Moved)
        {
            Console.WriteLine(line);
        }

        using var report = new RunReport();
        await using var supervisor = new Supervisor(plan.Resources, report.Changed);
        supervisor.Start();
        var refusal = supervisor.RefusalAsync();
        await Task.WhenAny(supervisor.AllReadyAsync(), refusal, Task.Delay(LongestStart, stop));
        stop.ThrowIfCancellationRequested();
        if (!refusal.IsCompleted)
        {
            await ShowAsync(report, supervisor, plan, options.Duration, refusal, stop);
        }

        if (refusal.IsCompleted)
        {
            var refused = await refusal;
            await Console.Error.WriteLineAsync($"{refused.Resource.Name} cannot start. {(await refused.Refusal).Trim()}");
        }

        Console.WriteLine("Stopping ...");
        return refusal.IsCompleted ? CommandLine.WrongUse : 0;
    }

    private static async Task<LocalPlan> PlanAsync(
        RunMode mode, RunOptions options, DataDirectory data, ProcessWatchdog preparing, CancellationToken stop)
    {
        try
        {
            return await LocalPlan.MakeAsync(mode, options, data, preparing, stop);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The data directory {data.Folder} cannot be used ({fault.Message.TrimEnd('.')}). TRADING_DATA names another.");
        }
    }

    /// <summary>Shows states until the run is over: stopped, at the end of its time, or because a service cannot start.</summary>
    private static async Task ShowAsync(
        RunReport report, Supervisor supervisor, LocalPlan plan, TimeSpan? time, Task refusal, CancellationToken stop)
    {
        report.Started(supervisor.Resources, plan.ConsoleUrl);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (time is { } duration)
        {
            ended.CancelAfter(duration);
        }

        var showing = report.ShowAsync(supervisor.Resources, ended.Token);
        await Task.WhenAny(showing, refusal);
        await ended.CancelAsync();
        await showing;
    }

    private static void Describe(RunOptions options, DataDirectory data)
    {
        Console.WriteLine($"Venue: {options.Venue.Name}, symbols {options.Symbols}{(options.ReplayFile is null ? "" : string.Create(CultureInfo.InvariantCulture, $", replay of {options.ReplayFile} at speed {options.ReplaySpeed}"))}");
        if (options.Venue != Venue.Simulator)
        {
            var live = string.Equals(Environment.GetEnvironmentVariable("Venue__LiveOrders"), "true", StringComparison.OrdinalIgnoreCase)
                && Environment.GetEnvironmentVariable("Venue__ApiKey") is { Length: > 0 };
            Console.WriteLine(live
                ? "LIVE ORDERS ARE ON: orders go to the real venue with real money."
                : "Live orders: off (they need Venue__ApiKey, Venue__ApiSecret and Venue__LiveOrders=true in the environment).");
        }

        Console.WriteLine($"Data: {data.Folder}");
        Console.WriteLine($"API keys: {data.KeyFile} (send one as X-Api-Key)");
    }
}
