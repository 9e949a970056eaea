using System.Diagnostics;
using System.Globalization;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>Order execution as a process of its own that is killed without warning and started again on the same store and port.</summary>
internal sealed class OrderProcess(IReadOnlyDictionary<string, string> environment, string folder) : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private static readonly Lock Writing = new();
    private readonly int _port = FreePort.Next();
    private Process? _process;

    public int Kills { get; private set; }

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    public async Task StartAsync(HttpClient client)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Trading.OrderExecution.dll")])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = Url.ToString();
        var log = Path.Combine(folder, "service.log");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(log, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(log, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Poll.UntilAsync(() => IsReadyAsync(client), StartDeadline);
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
            Kills++;
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(Url, "/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static void Append(string log, string? line)
    {
        if (line is not null)
        {
            lock (Writing)
            {
                File.AppendAllText(log, line + "\n");
            }
        }
    }
}
