using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Health;

/// <summary>The database answers a query in every schema of this process.</summary>
internal sealed class DatabaseCheck(DatabaseFactory databases, IReadOnlyList<IModule> modules) : IHealthCheck
{
    private readonly string[] _schemas = [.. modules.SelectMany(module => module.Schemas).Select(schema => schema.Name).Distinct(StringComparer.Ordinal)];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var schema in _schemas)
        {
            await using var connection = await databases.For(schema).OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT max(version) FROM schema_version";
            if (await command.ExecuteScalarAsync(cancellationToken) is null or DBNull)
            {
                return HealthCheckResult.Unhealthy($"schema {schema} is not migrated");
            }
        }

        return HealthCheckResult.Healthy(_schemas.Length == 0 ? "no schema of its own" : "migrated and answers: " + string.Join(", ", _schemas));
    }
}
