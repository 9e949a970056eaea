using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// Notices when any query of the process finds a SQLite file damaged, looks which file it is, and takes that one out of service. The
/// queries run on connections of many owners, and their faults do not name a file: they are seen where they are thrown.
/// </summary>
internal sealed class DamageWatch(DatabaseFactory databases, TimeProvider time, ILogger<DamageWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LongestInspection = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks, however many queries fail.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _seen = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        AppDomain.CurrentDomain.FirstChanceException += Thrown;
        try
        {
            while (true)
            {
                await _seen.WaitAsync(stoppingToken);
                await InspectAsync();
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Thrown;
        }
    }

    public override void Dispose()
    {
        _seen.Dispose();
        base.Dispose();
    }

    private void Thrown(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (thrown.Exception is not DatabaseDamagedException && DatabaseFault.IsDamage(thrown.Exception) && _seen.CurrentCount == 0)
        {
            Signal();
        }
    }

    private void Signal()
    {
        lock (_seen)
        {
            if (_seen.CurrentCount == 0)
            {
                _seen.Release();
            }
        }
    }

    /// <summary>A file that proves damaged is condemned; when none does, so is each that could not be read to its end.</summary>
    private async Task InspectAsync()
    {
        var found = new List<(Database Database, SqliteInspection Inspection)>();
        foreach (var database in databases.All.Where(database => database is { SqliteFile: not null, Damage: null }))
        {
            found.Add((database, await SqliteInspection.RunAsync(database.SqliteFile!, thorough: true, LongestInspection, time)));
        }

        var damaged = found.Where(one => one.Inspection.Damage is not null).ToArray();
        damaged = damaged.Length > 0 ? damaged : [.. found.Where(one => !one.Inspection.IsWhole)];
        foreach (var (database, inspection) in damaged)
        {
            DatabaseLog.Damaged(logger, database.Condemn(inspection.Damage ?? "a query found it so"));
        }

        if (damaged.Length == 0 && found.Count > 0)
        {
            DatabaseLog.DamageNotFound(logger);
        }
    }
}
