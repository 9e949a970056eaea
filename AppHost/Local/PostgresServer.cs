using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trading.AppHost.Local;

/// <summary>PostgreSQL with one owner, <c>trading</c>, and one database of that name, reached by password over loopback only.</summary>
public sealed class PostgresServer : LocalServer
{
    public const string User = "trading";

    /// <summary>Used when root's data directory lies where PostgreSQL's own user may not go.</summary>
    private const string FolderOfRoot = "/var/lib/trading";

    private readonly string _programs;
    private readonly string _password;
    private readonly string? _systemUser = SystemUser.ForServers();

    public PostgresServer(string programs, string directory, int port, string password)
        : base("postgres", directory, port)
    {
        _programs = programs;
        _password = password;
        if (!SystemUser.CanReach(_systemUser, directory))
        {
            // Named after the password too: another set of secrets never meets data that it cannot open.
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{directory}\n{password}")))[..16];
            DataDirectory = Path.Combine(FolderOfRoot, id, "postgres");
        }
    }

    public override string Url => string.Create(CultureInfo.InvariantCulture, $"postgresql://{User}@127.0.0.1:{Port}/trading");

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Password={_password};Database=trading");

    /// <summary>Folder of the newest installed PostgreSQL's programs, or null.</summary>
    public static string? Find()
    {
        string[] versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var folders = versions
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"));
        return Path.GetDirectoryName(ProgramFinder.Find(folders, "initdb"));
    }

    public override async Task PrepareAsync(ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(DataDirectory, "PG_VERSION")))
        {
            return;
        }

        var making = DataDirectory + ".new";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        Directory.CreateDirectory(making);
        if (DataDirectory.StartsWith(FolderOfRoot + "/", StringComparison.Ordinal))
        {
            SystemUser.LetThrough(_systemUser, FolderOfRoot);
            SystemUser.LetThrough(_systemUser, Path.GetDirectoryName(DataDirectory)!);
        }

        var passwordFile = Path.Combine(making, "password");
        await SecretFile.WriteAsync(passwordFile, _password, cancellationToken);
        SystemUser.Own(_systemUser, making, passwordFile);
        var cluster = Path.Combine(making, "cluster");
        await RunAsync(
            watchdog,
            "initdb",
            [
                "--pgdata", cluster, "--username", User, "--pwfile", passwordFile, "--auth", "scram-sha-256",
                "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions", "--no-sync",
            ],
            cancellationToken);
        var create = Path.Combine(making, "create.sql");
        await File.WriteAllTextAsync(create, "CREATE DATABASE trading\n", cancellationToken);
        SystemUser.Own(_systemUser, create);
        await RunAsync(watchdog, "/bin/sh", ["-c", "exec \"$1\" --single -D \"$2\" postgres < \"$3\"", "sh", Path.Combine(_programs, "postgres"), cluster, create], cancellationToken);
        Directory.Move(cluster, DataDirectory);
        Directory.Delete(making, recursive: true);
    }

    public override ProcessSpec Spec() => Spec("postgres",
    [
        "-D", DataDirectory, "-p", Port.ToString(CultureInfo.InvariantCulture),
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300",
        "-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB",
    ]);

    public override async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        // A start-up packet that asks for TLS: a server that takes connections answers N (no) or S (yes).
        return await AnswersAsync(new byte[] { 0, 0, 0, 8, 4, 210, 22, 47 }, (byte)'N', cancellationToken)
            && File.Exists(Path.Combine(DataDirectory, "postmaster.pid"))
            && await StatusAsync(cancellationToken);
    }

    /// <summary>The eighth line of postmaster.pid says whether recovery is over.</summary>
    private async Task<bool> StatusAsync(CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(DataDirectory, "postmaster.pid"), cancellationToken);
        return lines.Length >= 8 && lines[7].Trim() == "ready";
    }

    private Task RunAsync(ProcessWatchdog watchdog, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(Spec(program, arguments), watchdog, cancellationToken);

    // SIGINT is PostgreSQL's fast shutdown: clients are cut off, nothing is lost.
    private ProcessSpec Spec(string program, IReadOnlyList<string> arguments) =>
        new(Path.Combine(_programs, program), arguments, "/", LogFile()) { User = _systemUser, StopSignal = ProcessSignal.Interrupt };
}
