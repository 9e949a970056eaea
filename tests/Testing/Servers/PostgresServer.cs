using Trading.Testing.Processes;

namespace Trading.Testing.Servers;

/// <summary>PostgreSQL with one owner and one database, both <c>trading</c>.</summary>
public sealed class PostgresServer(string directory, int port, string password) : LocalServer("postgres", directory, port)
{
    public static bool IsInstalled =>
        ProgramFinder.Find("initdb") is not null
        || (Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateFiles("/usr/lib/postgresql", "initdb", SearchOption.AllDirectories).Any());

    public string ConnectionString => $"Host=127.0.0.1;Port={Text(Port)};Username=trading;Password={password};Database=trading";

    public override IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(base.Environment, StringComparer.Ordinal) { ["SERVER_PASSWORD"] = password };

    // A start-up packet of protocol 3.0: the server asks for the password (R) or, until it has recovered, sends an error (E).
    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        AnswersAsync("\0\0\0\u0027\0\u0003\0\0user\0trading\0database\0trading\0\0"u8.ToArray(), (byte)'R', cancellationToken);
}
