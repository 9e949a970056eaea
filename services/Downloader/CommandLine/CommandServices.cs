using Trading.Exchanges;
using Trading.Exchanges.Limits;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Options;

namespace Trading.Downloader.CommandLine;

/// <summary>The downloader without its service: no HTTP server, no bus, no other process needed.</summary>
internal static class CommandServices
{
    /// <param name="mustExist">For a command that only reads: a store that is not there is an error, and is not made.</param>
    public static async Task<ServiceProvider> BuildAsync(
        CommandSettings settings, CancellationToken cancellationToken, bool mustExist = false)
    {
        // A command has one venue, whatever the run of the services has.
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var venue = environment.GetSection(VenueOptions.Section).Get<VenueOptions>()?.Of(settings.Venue.Name);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(environment.AsEnumerable().Where(
                pair => !pair.Key.StartsWith($"{VenueOptions.Section}:{nameof(VenueOptions.Each)}", StringComparison.OrdinalIgnoreCase)))
            .AddInMemoryCollection(Overrides(settings, venue?.RestUrl)).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(settings.Verbose ? LogLevel.Debug : LogLevel.None);
            logging.AddSimpleConsole(console => console.SingleLine = true);
            logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
                console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        });
        services.AddValidatedOptions<DatabaseOptions>(DatabaseOptions.Section);
        services.AddSingleton<DatabaseFactory>();
        services.AddSingleton<IWeightLedger>(new FileWeightLedger(FileWeightLedger.DefaultFolder, TimeProvider.System));
        DownloaderModule.AddCore(services);
        var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<DatabaseOptions>();
        var file = Path.GetFullPath(Path.Combine(options.Directory, MarketSchema.Name + ".db"));
        if (mustExist && options.Provider == DatabaseProvider.Sqlite && !File.Exists(file))
        {
            await provider.DisposeAsync();
            throw new IOException($"there is no store at {file}; --database or TRADING_DATA names another");
        }

        var database = provider.GetRequiredService<DatabaseFactory>().For(MarketSchema.Name);
        await SchemaRunner.MigrateAsync(database, MarketSchema.Definition, cancellationToken);
        return provider;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Overrides(CommandSettings settings, Uri? configured)
    {
        yield return new("Venue:Name", settings.Venue.Name);

        // Alone on the command line no order waits: nearly the whole limit serves the download.
        yield return new("Venue:OrdersWeightReserve", "0.005");
        // Of the simulator the configured address holds, of a real venue its own.
        if ((settings.Url ?? (settings.Venue.IsSimulated ? configured : settings.Venue.RestUrl)) is { } url)
        {
            yield return new("Venue:RestUrl", url.ToString());
        }

        if (settings.ArchiveUrl is { } archives)
        {
            yield return new("Downloader:ArchiveUrl", archives.ToString());
        }

        if (settings.Database is not { } database)
        {
            yield break;
        }

        var postgres = database.Contains('=', StringComparison.Ordinal);
        yield return new("Database:Provider", postgres ? nameof(DatabaseProvider.Postgres) : nameof(DatabaseProvider.Sqlite));
        yield return new(postgres ? "Database:ConnectionString" : "Database:Directory", database);
    }
}
