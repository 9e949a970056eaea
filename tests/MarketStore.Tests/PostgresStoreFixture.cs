using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Trading.MarketStore.Tests;

/// <summary>A PostgreSQL server of its own on a free port, with the market schema.</summary>
public sealed class PostgresStoreFixture : StoreFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-pg-").FullName;
    private Process? _server;
    private NpgsqlDataSource? _pool;

    public override async ValueTask InitializeAsync()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        await RunAsync("chown", "postgres", _folder);
        await RunAsync("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "/usr/lib/postgresql/15/bin/initdb", "-D", _folder + "/d", "-A", "trust", "-U", "trading", "-N");
        _server = Process.Start("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "/usr/lib/postgresql/15/bin/postgres", "-D", _folder + "/d", "-p", $"{Port}", "-k", _folder, "-h", "127.0.0.1"]);
        var connectionString = $"Host=127.0.0.1;Port={Port};Username=trading;Database=postgres;Search Path=market";
        _pool = NpgsqlDataSource.Create(connectionString);
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = await _pool.OpenConnectionAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "CREATE SCHEMA market;" + string.Concat(MarketSchema.Steps.Select(step => step.Postgres));
                await command.ExecuteNonQueryAsync();
                break;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && deadline.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Yield();
            }
        }

        Store = MarketStoreRegistration.Create((_pool, null));
    }

    public int Port { get; private set; }

    public override async ValueTask DisposeAsync()
    {
        await _pool!.DisposeAsync();
        await RunAsync("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "/usr/lib/postgresql/15/bin/pg_ctl", "-D", _folder + "/d", "stop", "-m", "immediate");
        await _server!.WaitForExitAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}

public sealed class PostgresMarketStoreTests(PostgresStoreFixture fixture) : MarketStoreBehaviour(fixture), IClassFixture<PostgresStoreFixture>;
