using System.Diagnostics;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Recovery;

/// <summary>The service as a process of its own, to be killed as <c>kill -9</c> does it.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process) => _process = process;

    public static ServiceProcess Start(Uri venue, string folder, string? postgres, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            typeof(MarketDataModule).Assembly.Location,
            $"--urls=http://127.0.0.1:{FreePort.Next()}",
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
        return new ServiceProcess(process);
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

        _process.Dispose();
    }
}
