using Trading.AppHost.Local;

namespace Trading.AppHost.Tests.Local;

public sealed class LogRotationTests
{
    private const long LargestFile = 16 * 1024 * 1024;

    [Fact]
    public async Task A_program_that_never_stops_talking_does_not_fill_the_disk()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        var folder = Directory.CreateTempSubdirectory("trading-logs-");
        var log = Path.Combine(folder.FullName, "talker.log");
        using (var watchdog = new ProcessWatchdog())
        {
            await ChildProcess.RunAsync(
                new ProcessSpec("/bin/sh", ["-c", "yes some words 2>/dev/null | head -c 100000000; echo; echo the last words"], "/", log), watchdog, TestContext.Current.CancellationToken);
        }

        var files = folder.GetFiles();
        Assert.Equal(["talker.log", "talker.log.1", "talker.log.2", "talker.log.3"], files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.InRange(file.Length, 1, LargestFile));
        Assert.EndsWith("the last words\n", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        }

        folder.Delete(recursive: true);
    }
}
