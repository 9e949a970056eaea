using System.Diagnostics;
using System.Globalization;
using Trading.AppHost.Local;

namespace Trading.SystemTests.Running;

/// <summary>Signals to processes, as the <c>kill</c> command sends them.</summary>
public static class Signals
{
    public static void Send(int processId, ProcessSignal signal)
    {
        using var kill = Process.Start("/bin/kill", [string.Create(CultureInfo.InvariantCulture, $"-{(int)signal}"), processId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
