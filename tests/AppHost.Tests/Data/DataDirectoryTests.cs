using Trading.AppHost.Data;

namespace Trading.AppHost.Tests.Data;

public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-data-").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("TRADING_DATA");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TRADING_DATA", _before);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_new_data_directory_is_its_owners_alone()
    {
        var root = Use("new");
        using var data = DataDirectory.Open(new RunOptions { Venue = "binance-spot" });
        Assert.Equal(Owner, Mode(root));
        Assert.Equal(Owner, Mode(data.Folder));
    }

    [Fact]
    public void A_given_secret_is_readable_by_its_owner_alone_and_deleted_once_not_given()
    {
        Use("given");
        using var data = DataDirectory.Open(new RunOptions());
        data.Give(["alerts-slack-url"], new Dictionary<string, string> { ["alerts-slack-url"] = "https://hooks.example/1" });
        Assert.Equal("https://hooks.example/1", File.ReadAllText(data.SecretPath("alerts-slack-url")));
        Assert.Equal(OwnerFile, Mode(data.SecretPath("alerts-slack-url")));

        data.Give(["alerts-slack-url"], new Dictionary<string, string>());

        Assert.False(File.Exists(data.SecretPath("alerts-slack-url")));
    }

    [Fact]
    public void A_data_directory_of_an_older_version_is_closed_with_all_that_is_in_it()
    {
        var root = Use("old");
        foreach (var part in (string[])["sqlite", "logs", "spool/deep"])
        {
            Directory.CreateDirectory(Path.Combine(root, part));
            Open(Path.Combine(root, part), Everybody);
            File.WriteAllText(Path.Combine(root, part, "file"), "old");
            Open(Path.Combine(root, part, "file"), OwnerFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        File.WriteAllText(Path.Combine(root, "api-keys"), "");
        Open(root, Everybody);
        using var data = DataDirectory.Open(new RunOptions());

        Assert.Equal(Owner, Mode(root));
        Assert.Equal(Owner, Mode(Path.Combine(root, "spool", "deep")));
        Assert.Equal(OwnerFile, Mode(Path.Combine(root, "spool", "deep", "file")));
        Assert.Equal(OwnerFile, Mode(Path.Combine(root, "sqlite", "file")));
    }

    [Fact]
    public void A_session_that_is_played_again_finds_its_folder_used()
    {
        Use("again");
        var session = new RunOptions { ReplayFile = "/recordings/session.gz" };
        using (var first = DataDirectory.Open(session))
        {
            Assert.False(first.WasUsed);
        }

        using var second = DataDirectory.Open(session);
        using var other = DataDirectory.Open(session with { ReplayFile = "/recordings/other.gz" });
        Assert.True(second.WasUsed);
        Assert.False(other.WasUsed);
    }

    [Fact]
    public void A_folder_that_all_users_share_is_refused_and_left_as_it_is()
    {
        var root = Use("shared");
        Directory.CreateDirectory(root);
        Open(root, Everybody | UnixFileMode.StickyBit);
        Assert.Throws<WrongUseException>(() => DataDirectory.Open(new RunOptions()));
        Assert.Equal(Everybody | UnixFileMode.StickyBit, Mode(root));
    }

    [Fact]
    public void A_folder_with_other_things_in_it_keeps_its_mode()
    {
        var root = Use("other");
        Directory.CreateDirectory(Path.Combine(root, "photos"));
        Open(root, Everybody);
        using var data = DataDirectory.Open(new RunOptions());
        Assert.Equal(Everybody, Mode(root));
    }

    private string Use(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions");
        var root = Path.Combine(_folder, name);
        Environment.SetEnvironmentVariable("TRADING_DATA", root);
        return root;
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? Owner : File.GetUnixFileMode(path);

    private static void Open(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
