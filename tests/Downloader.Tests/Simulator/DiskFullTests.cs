using System.Diagnostics;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>A file system of three megabytes, mounted for one command alone: what it holds is gone when the command ends.</summary>
public sealed class DiskFullTests(SharedVenue shared) : IClassFixture<SharedVenue>
{
    private static readonly string[] Minutes =
        ["download", "bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1m", "--start", "2024-03-01", "--end", "2024-03-31", "--source", "rest"];

    private readonly SimulatedVenue _venue = shared.Venue;

    [Fact]
    public async Task A_full_disk_ends_in_one_line_and_what_was_stored_before_is_told()
    {
        var disk = Directory.CreateDirectory(_venue.PathOf("disk")).FullName;

        var result = await OnSmallDiskAsync(disk, "3m", [.. Minutes, "--database", disk]);

        Assert.Equal(3, result.ExitCode);
        Assert.Matches(@"^error: the disk of the database is full \(\d+ rows were stored before\)$", Assert.Single(result.Errors));
    }

    [Fact]
    public async Task A_disk_that_holds_not_even_the_tables_is_a_failure_in_one_line()
    {
        var disk = Directory.CreateDirectory(_venue.PathOf("disk")).FullName;

        var result = await OnSmallDiskAsync(disk, "32k", [.. Minutes, "--database", disk]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("full", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_does_not_fit_leaves_no_part_of_itself_under_its_name()
    {
        var disk = Directory.CreateDirectory(_venue.PathOf("disk")).FullName;
        string[] day = [.. Minutes[..^3], "2024-03-05", .. Minutes[^2..], "--database", _venue.PathOf("db"), "--output", Path.Combine(disk, "day.csv")];

        var result = await OnSmallDiskAsync(disk, "64k", day, then: $"; code=$?; ls {disk}; exit $code");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("disk is full", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("day.csv\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_does_not_fit_leaves_no_part_of_itself()
    {
        var disk = Directory.CreateDirectory(_venue.PathOf("archives")).FullName;
        string[] month = [.. Minutes[..^1], "archive", "--database", _venue.PathOf("month")];

        var result = await OnSmallDiskAsync(disk, "64k", month, then: $"; code=$?; ls {disk}; exit $code", with: $"Downloader__ArchiveDirectory={disk}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("disk is full", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(".zip", result.Output, StringComparison.Ordinal);
    }

    /// <summary>Runs the command where <paramref name="folder"/> is a disk of so many bytes, in a name space of its own.</summary>
    private async Task<CommandResult> OnSmallDiskAsync(string folder, string size, string[] arguments, string then = "", string with = "")
    {
        if (!await CanMountAsync(folder))
        {
            Needs.Stop("A small disk needs leave to mount one (root, or user name spaces): unshare -rm mount -t tmpfs.");
        }

        var command = string.Join(' ', arguments.Append("--url").Append(_venue.Url.ToString()).Select(argument => $"'{argument}'"));
        return await ShellAsync($"mount -t tmpfs -o size={size} tmpfs {folder} && {with} dotnet {Path.Combine(AppContext.BaseDirectory, "Trading.Downloader.dll")} {command}{then}");
    }

    private static async Task<bool> CanMountAsync(string folder) =>
        OperatingSystem.IsLinux() && (await ShellAsync($"mount -t tmpfs -o size=1m tmpfs {folder}")).ExitCode == 0;

    private static async Task<CommandResult> ShellAsync(string script)
    {
        var start = new ProcessStartInfo("unshare", ["-rm", "/bin/sh", "-c", script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await error);
    }
}
