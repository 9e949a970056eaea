using System.Diagnostics;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Recovery;

/// <summary>The service as a process of its own, to be killed as <c>kill -9</c> does it.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private readonly HttpClient _http;

    private ServiceProcess(Process process, Uri url) => (_process, _http) = (process, new HttpClient { BaseAddress = url });

    public static ServiceProcess Start(Uri venue, string folder, string? postgres, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        string[] arguments =
        [
            typeof(MarketDataModule).Assembly.Location,
            $"--urls={url}",
            .. RunningService.Arguments(venue, folder, postgres),
            .. more,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServiceProcess(process, url);
    }

    /// <summary>False too while the process does not answer yet.</summary>
    public async Task<bool> HasStoredTradesAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/market/coverage/BTCUSDT", UriKind.Relative));
            return answer.IsSuccessStatusCode
                && (await answer.Content.ReadAsStringAsync()).Contains("\"trades\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _http.Dispose();
        _process.Dispose();
    }
}
