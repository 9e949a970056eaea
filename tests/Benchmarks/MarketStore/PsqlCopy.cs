using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.Benchmarks.MarketStore;

/// <summary>PostgreSQL's own client, which copies a CSV file into a table.</summary>
internal sealed class PsqlCopy(NpgsqlConnectionStringBuilder database, string table, string file)
{
    private readonly string _psql = Needs.Present(ProgramFinder.Find("psql"), "psql is not installed.");

    public async Task RunAsync()
    {
        var start = new ProcessStartInfo(_psql) { UseShellExecute = false, RedirectStandardOutput = true };
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
