using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trading.ServiceDefaults.Options;

namespace Trading.ServiceDefaults.Databases;

internal static class DatabaseRegistration
{
    public static void AddDatabases(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<DatabaseOptions>(DatabaseOptions.Section)
            .Validate(
                options => options.Provider != DatabaseProvider.Postgres || !string.IsNullOrWhiteSpace(options.ConnectionString),
                "Database:ConnectionString is needed when Database:Provider is Postgres.")
            .Validate(
                options => options.Provider != DatabaseProvider.Postgres || IsConnectionString(options.ConnectionString),
                "Database:ConnectionString must be keyword=value pairs that Npgsql knows, such as "
                    + "Host=...;Username=...;Password=...;Database=...");
        services.AddSingleton<DatabaseMetrics>();
        services.AddSingleton<DatabaseFactory>();
        services.AddHostedService<SchemaRunner>();
        services.AddHostedService<DamageWatch>();
    }

    private static bool IsConnectionString(string? text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Count >= 0;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
