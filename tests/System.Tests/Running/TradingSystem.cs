using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Trading.AppHost;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.SystemTests.Running;

/// <summary>
/// AppHost started as a user starts it, with a data directory and ports of its own, and what it printed. The services are those that
/// were built with the tests.
/// </summary>
public sealed class TradingSystem : IAsyncDisposable
{
    private const string Dashboard = "Dashboard: ";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(90);

    /// <summary>What <c>dotnet run</c> itself would leave running to make the next build faster.</summary>
    private static readonly Dictionary<string, string> WithoutBuildServers = new(StringComparer.Ordinal)
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = "false",
    };

    private readonly ProcessWatchdog _watchdog = new();
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;
    private readonly Task _reading;
    private bool _keep;

    private TradingSystem(string data, IReadOnlyDictionary<string, string> environment, IEnumerable<string> command)
    {
        DataFolder = data;
        // A script that runs the tests in its background has SIGINT ignored, and children inherit that: a person's terminal has not.
        string[] words = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", .. command] : [.. command];
        var start = new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        start.Environment["TRADING_DATA"] = data;
        start.Environment["TRADING_PORT_OFFSET"] = FreeOffset().ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _watchdog.Watch(_process.Id);
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        Api = new SystemApi(this);
    }

    public string DataFolder { get; }

    public int ProcessId => _process.Id;

    public SystemApi Api { get; }

    /// <summary>With its token; null until it is printed.</summary>
    public string? DashboardLink => _output.FirstOrDefault(line => line.StartsWith(Dashboard, StringComparison.Ordinal))?[Dashboard.Length..];

    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Runs AppHost as it was built, without building the services again.</summary>
    public static TradingSystem Start(params string[] arguments) => Start(NewDataFolder(), arguments);

    public static TradingSystem Start(string data, params string[] arguments) => Start(data, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    public static TradingSystem Start(string data, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(data, environment, [ProgramFinder.Dotnet(), SourceTree.HostAssembly, "--no-build", "--no-dashboard", .. arguments]);

    public static TradingSystem StartWithDashboard(params string[] arguments) =>
        new(NewDataFolder(), new Dictionary<string, string>(StringComparer.Ordinal), [ProgramFinder.Dotnet(), SourceTree.HostAssembly, .. arguments]);

    /// <summary>Runs <c>dotnet run --project AppHost --</c> and so builds first.</summary>
    public static TradingSystem DotnetRun(params string[] arguments) =>
        new(NewDataFolder(), WithoutBuildServers, [ProgramFinder.Dotnet(), "run", "--project", Repository.PathOf("AppHost"), "--", .. arguments]);

    public static string NewDataFolder() => Path.Combine(Path.GetTempPath(), $"trading-system-{Guid.NewGuid():n}"[..30]);

    /// <summary>Starts, and waits until the table of resources was printed.</summary>
    public static async Task<TradingSystem> StartReadyAsync(params string[] arguments)
    {
        var system = Start(arguments);
        await system.TablePrintedAsync();
        return system;
    }

    public async Task TablePrintedAsync()
    {
        try
        {
            await Poll.UntilAsync(() => _process.HasExited || _output.Any(line => line.StartsWith("Open http", StringComparison.Ordinal)), LongestStart, "AppHost prints what to open");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(Text(), late);
        }

        Assert.False(_process.HasExited, Text());
    }

    /// <summary>The address of a resource, from the printed table. Its state, which may be two words, stands before it.</summary>
    public Uri Url(string resource)
    {
        var all = _output.FirstOrDefault(line => line.StartsWith("all-in-one ", StringComparison.Ordinal));
        var row = all ?? _output.FirstOrDefault(line => line.StartsWith(resource + " ", StringComparison.Ordinal)) ?? throw new InvalidOperationException($"No {resource} in:\n{Text()}");
        var urls = row.Split(' ').Where(word => word.Contains("://", StringComparison.Ordinal)).ToArray();
        return new Uri(resource == ServicePorts.Simulator ? urls[^1] : urls[0]);
    }

    /// <summary>Processes of one service of this run.</summary>
    public int ProcessOf(string project) => Assert.Single(RunningProcesses.Of($"Trading.{project}.dll", DataFolder));

    public async Task<int> ExitAsync(TimeSpan deadline)
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(deadline, TestContext.Current.CancellationToken);
        await _reading;
        _watchdog.Forget(_process.Id);
        return _process.ExitCode;
    }

    /// <summary>A signal ends it with code 0, and nothing that it started is left.</summary>
    public async Task EndsByAsync(ProcessSignal signal)
    {
        Send(signal);
        Assert.Equal(0, await ExitAsync(LongestEnd));
        await NothingLeftAsync(LongestEnd);
    }

    /// <summary>Its own process is killed, and what it started ends by itself.</summary>
    public async Task KilledLeavesNothingAsync()
    {
        Assert.NotEmpty(RunningProcesses.Mentioning(DataFolder));
        Send(ProcessSignal.Kill);
        await ExitAsync(LongestEnd);
        await NothingLeftAsync(LongestEnd);
    }

    /// <summary>The data folder is another run's too: not deleted with this one.</summary>
    public void KeepData() => _keep = true;

    public void Send(ProcessSignal signal) => Signals.Send(_process.Id, signal);

    /// <summary>Nothing that this run started is left.</summary>
    public Task NothingLeftAsync(TimeSpan deadline) => Poll.UntilAsync(
        () => Task.FromResult(string.Join('\n', RunningProcesses.Mentioning(DataFolder).Select(RunningProcesses.CommandLine))), left => left.Length == 0, deadline);

    public string Text() => string.Join('\n', _output) + "\n" + string.Join('\n', LogTails());

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Send(ProcessSignal.Terminate);
            await ExitAsync(LongestEnd);
        }

        _watchdog.Dispose();
        _process.Dispose();
        Api.Dispose();
        if (!_keep && Directory.Exists(DataFolder))
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }

    // All default ports shifted by the same number: the largest is below 19000.
    /// <summary>Ports below those that the system gives to clients: one that was free at the start could be a client's a moment later.</summary>
    private static int FreeOffset() => 1_000 + ((FreePort.Next() % 125) * 100);

    private IEnumerable<string> LogTails()
    {
        foreach (var folder in Directory.Exists(DataFolder) ? Directory.GetDirectories(DataFolder, "logs", SearchOption.AllDirectories) : [])
        {
            foreach (var log in Directory.GetFiles(folder, "*.log"))
            {
                var interesting = File.ReadLines(log).Where(line => line.Contains("\"error\"", StringComparison.OrdinalIgnoreCase) || line.Contains("xception", StringComparison.Ordinal)).TakeLast(3).ToArray();
                foreach (var line in interesting)
                {
                    yield return $"{Path.GetFileName(log)}: {line[..Math.Min(line.Length, 600)]}";
                }
            }
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _output.Enqueue(line);
        }
    }
}
