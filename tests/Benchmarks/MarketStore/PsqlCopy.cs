using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Trading.AppHost.Local;
using Trading.Testing;

namespace Trading.Benchmarks.MarketStore;

/// <summary>PostgreSQL's own client, which copies a CSV file into a table.</summary>
internal sealed class PsqlCopy(NpgsqlConnectionStringBuilder database, string table, string file)
{
    private readonly string _psql = Path.Combine(Needs.Present(PostgresServer.Find(), "PostgreSQL is not installed."), "psql");

    public async Task RunAsync()
    {
        var start = new ProcessStartInfo(File.Exists(_psql) ? _psql : "psql") { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PGPASSWORD"] = database.Password;
        foreach (var argument in (string[])[
            "-h", database.Host!, "-p", database.Port.ToString(CultureInfo.InvariantCulture), "-U", database.Username!, "-d", database.Database!,
            "-v", "ON_ERROR_STOP=1", "-q", "-c", $"\\copy {table} from '{file}' with (format csv)"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with {process.ExitCode}.");
        }
    }
}
