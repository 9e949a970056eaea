using System.ComponentModel;
using System.Diagnostics;

namespace Trading.AppHost.Running;

/// <summary>Docker or Podman, when its daemon answers.</summary>
internal static class ContainerRuntime
{
    public const string Docker = "docker";
    public const string Podman = "podman";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var program in (string[])[Docker, Podman])
        {
            if (await AnswersAsync(program, cancellationToken))
            {
                return program;
            }
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(string program, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, ["info"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                await Task.WhenAll(
                    process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
        }
        catch (Win32Exception)
        {
            // Not installed.
            return false;
        }
    }
}
