using Trading.Downloader.Planning;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Sources;

public sealed class ArchiveBarTests
{
    private const string JanuaryFile = "/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2023-01.zip";
    private static readonly DownloadRequest Month = Hours(January, January.AddMonths(1));

    [Fact]
    public async Task Archive_and_rest_give_the_same_sum_over_the_rows()
    {
        await using var archive = await StartAsync();
        archive.List(January, January.AddMonths(1));
        archive.Venue.Publish(JanuaryFile, archive.Venue.Bars.Values);
        await using var rest = await StartAsync();
        rest.List(January, January.AddMonths(1));

        await archive.RunAsync(Month with { Source = DownloadSource.Archive });
        await rest.RunAsync(Month with { Source = DownloadSource.Rest });

        var (one, other) = (await archive.VerifyAsync(Month), await rest.VerifyAsync(Month));
        Assert.True(one.Complete && other.Complete);
        Assert.Equal(one.Sha256, other.Sha256);
        Assert.Equal((744, 744), (one.Sources["archive"], other.Sources["rest"]));
        Assert.Equal(0, archive.Venue.KlineRequests);
    }

    [Fact]
    public async Task Auto_takes_the_file_and_says_why()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(1));
        bench.Venue.Publish(JanuaryFile, bench.Venue.Bars.Values);

        var (outcome, progress) = await bench.RunAsync(Month);

        Assert.True(outcome.IsComplete);
        Assert.Equal("1 monthly archive for the bulk (they cost no weight), REST for what they do not hold", progress.Plan);
        Assert.Equal(744, (await bench.VerifyAsync(Month)).Sources["archive"]);
    }

    [Fact]
    public async Task A_good_checksum_does_not_hide_missing_rows_rest_fills_them()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(1));
        bench.Venue.Publish(JanuaryFile, bench.Venue.Bars.Values.Where((_, i) => i is < 100 or >= 110));

        await bench.RunAsync(Month);

        var certificate = await bench.VerifyAsync(Month);
        Assert.True(certificate.Complete);
        Assert.Equal((734, 10), (certificate.Sources["archive"], certificate.Sources["rest"]));
    }

    [Fact]
    public async Task From_archives_alone_a_file_with_missing_rows_is_a_defect()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(1));
        bench.Venue.Publish(JanuaryFile, bench.Venue.Bars.Values.Where((_, i) => i is < 100 or >= 110));

        var (outcome, _) = await bench.RunAsync(Month with { Source = DownloadSource.Archive });

        Assert.False(outcome.IsComplete);
        Assert.Equal((10, MissingReason.ArchiveDefect), (Assert.Single(outcome.Missing).Count, outcome.Missing[0].Class));
    }

    [Fact]
    public async Task A_wrong_checksum_is_quarantined_and_rest_takes_over()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(1));
        bench.Venue.Publish(JanuaryFile, bench.Venue.Bars.Values, checksum: new string('0', 64));

        var (outcome, _) = await bench.RunAsync(Month);

        Assert.True(outcome.IsComplete);
        Assert.Equal(744, (await bench.VerifyAsync(Month)).Sources["rest"]);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(bench.ArchiveFolder, "quarantine")));
    }

    [Fact]
    public async Task A_truncated_zip_with_its_own_checksum_is_quarantined_and_rest_takes_over()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(1));
        bench.Venue.PublishBytes(JanuaryFile, [0x50, 0x4b, 3, 4, 0, 0, 0, 0]);

        var (outcome, _) = await bench.RunAsync(Month);

        Assert.True(outcome.IsComplete);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(bench.ArchiveFolder, "quarantine")));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_deleted_when_it_is_old_and_nothing_else_is()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(1));
        bench.Venue.Publish(JanuaryFile, bench.Venue.Bars.Values);
        Leave("0123456789abcdef0123456789abcdef-BTCUSDT-1h-2023-01.zip", TimeSpan.FromDays(2));
        var atWork = Leave("1123456789abcdef0123456789abcdef-BTCUSDT-1h-2023-01.zip", TimeSpan.FromHours(2));
        var foreign = Leave("BTCUSDT-1h-2023-01.zip", TimeSpan.FromDays(2));

        var (outcome, _) = await bench.RunAsync(Month);

        Assert.True(outcome.IsComplete);
        Assert.Equal([atWork, foreign], Directory.GetFiles(bench.ArchiveFolder).Order(StringComparer.Ordinal));

        string Leave(string name, TimeSpan age)
        {
            var path = Path.Combine(Directory.CreateDirectory(bench.ArchiveFolder).FullName, name);
            File.WriteAllText(path, "part of a zip");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
            return path;
        }
    }

    [Fact]
    public async Task A_file_that_is_not_published_is_left_to_rest()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(1));

        var (outcome, progress) = await bench.RunAsync(Month);

        Assert.Equal((true, 744), (outcome.IsComplete, progress.Items));
        Assert.Empty(Directory.GetFiles(bench.ArchiveFolder, "*.zip"));
    }

    [Fact]
    public async Task Faults_of_the_archive_host_are_ridden_out()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(1));
        bench.Venue.Publish(JanuaryFile, bench.Venue.Bars.Values);
        bench.Venue.Fault(503);
        bench.Venue.Fault(500);

        var (outcome, _) = await bench.RunAsync(Month with { Source = DownloadSource.Archive });

        Assert.True(outcome.IsComplete);
        Assert.Equal(744, (await bench.VerifyAsync(Month)).Sources["archive"]);
    }
}
