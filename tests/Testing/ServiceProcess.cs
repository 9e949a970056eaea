using System.Diagnostics;
using System.Globalization;
using Trading.Testing.Processes;

namespace Trading.Testing;

/// <summary>
/// A service of this repository as a process of its own, on a free port of loopback, to be killed without warning and started again on
/// the same port and folder. It dies with the test process.
/// </summary>
/// <param name="assembly">Beside the test's own, such as <c>Trading.Downloader.dll</c>.</param>
/// <param name="folder">Its working directory, which exists; its output goes to <c>service.log</c> there.</param>
public sealed class ServiceProcess(string assembly, string folder, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);

    private readonly int _port = FreePort.Next();
    private readonly Lock _writing = new();
    private readonly ProcessWatchdog _watchdog = new();
    private readonly HttpClient _http = new();
    private Process? _process;

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    public string LogFile => Path.Combine(folder, "service.log");

    /// <summary>Bytes of memory that it occupies, and the most that it ever did. Linux only.</summary>
    public (long Now, long Peak) ResidentBytes
    {
        get
        {
            var lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{Running.Id}/status"));
            return (Bytes("VmRSS:"), Bytes("VmHWM:"));

            long Bytes(string name) => 1024 * long.Parse(
                lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Processor time used so far, by all its threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            Running.Refresh();
            return Running.TotalProcessorTime;
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException($"{assembly} does not run.");

    /// <summary>Returns when it is ready.</summary>
    public async Task StartAsync()
    {
        var start = CommandProcess.StartOf(assembly, folder, [], environment);
        start.Environment["ASPNETCORE_URLS"] = Url.ToString();
        _process = Process.Start(start)!;
        _watchdog.Watch(_process.Id);
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Poll.UntilAsync(IsReadyAsync, StartDeadline);
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            _watchdog.Forget(process.Id);
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _watchdog.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process is { HasExited: true })
        {
            throw new InvalidOperationException($"{assembly} ended: {File.ReadAllText(LogFile)}");
        }

        try
        {
            using var response = await _http.GetAsync(new Uri(Url, "/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (_writing)
            {
                File.AppendAllText(LogFile, line + "\n");
            }
        }
    }
}
