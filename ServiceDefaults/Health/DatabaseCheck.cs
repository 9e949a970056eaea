using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Health;

/// <summary>
/// No file is known to be damaged, the database answers in every schema of this process, and each has all its migrations.
/// </summary>
internal sealed class DatabaseCheck(DatabaseFactory databases, IReadOnlyList<IModule> modules) : IHealthCheck
{
    private readonly (string Name, int Version)[] _schemas =
    [
        .. modules.SelectMany(module => module.Schemas).DistinctBy(schema => schema.Name, StringComparer.Ordinal)
            .Select(schema => (schema.Name, schema.Migrations.Select(migration => migration.Version).DefaultIfEmpty().Max())),
    ];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var (name, needed) in _schemas)
        {
            if (databases.For(name).Damage is { } damage)
            {
                return HealthCheckResult.Unhealthy(damage);
            }

            await using var session = await databases.For(name).SessionAsync(operation: null, cancellationToken);
            var version = await session.FirstAsync(
                new("SELECT coalesce(max(version), 0) FROM schema_version"), row => row.Int32(0), cancellationToken);
            if (version < needed)
            {
                return HealthCheckResult.Unhealthy(
                    string.Create(CultureInfo.InvariantCulture, $"schema {name} is at version {version}, {needed} is needed"));
            }
        }

        return HealthCheckResult.Healthy(
            _schemas.Length == 0
                ? "no schema of its own"
                : "migrated and answers: " + string.Join(", ", _schemas.Select(schema => schema.Name)));
    }
}
