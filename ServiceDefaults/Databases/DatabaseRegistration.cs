using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Options;

namespace Trading.ServiceDefaults.Databases;

internal static class DatabaseRegistration
{
    public static void AddDatabases(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<DatabaseOptions>(DatabaseOptions.Section)
            .Validate(
                options => options.Provider != DatabaseProvider.Postgres || !string.IsNullOrWhiteSpace(options.ConnectionString),
                "Database:ConnectionString is needed when Database:Provider is Postgres.");
        services.AddSingleton<DatabaseMetrics>();
        services.AddSingleton<DatabaseFactory>();
        services.AddHostedService<SchemaRunner>();
    }
}
