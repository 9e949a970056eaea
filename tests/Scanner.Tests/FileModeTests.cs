using Trading.Testing;

namespace Trading.Scanner.Tests;

/// <summary>What a service writes is its user's alone, also what an older version left open to others.</summary>
public sealed class FileModeTests
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Databases_and_their_logs_are_read_by_nobody_but_their_owner()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix permissions");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("trading-modes-");
        var data = Path.Combine(folder.FullName, "data");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Database__Directory"] = Path.Combine(data, "sqlite"),
            ["Security__KeyFile"] = Path.Combine(data, "api-keys"),
        };
        await using (var service = new ServiceProcess("Trading.Scanner.dll", folder.FullName, environment))
        {
            await service.StartAsync();
            Assert.Empty(OpenToOthers(data));
            await service.KillAsync();
            foreach (var database in Directory.EnumerateFiles(Path.Combine(data, "sqlite")))
            {
                File.SetUnixFileMode(database, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }

            await service.StartAsync();
            Assert.Empty(OpenToOthers(data));
        }

        folder.Delete(recursive: true);
    }

    private static string[] OpenToOthers(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Prepend(folder).Where(IsOpenToOthers)];

    private static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;
}
