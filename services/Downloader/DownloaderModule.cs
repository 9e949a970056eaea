using MassTransit;
using Trading.Downloader.Api;
using Trading.Downloader.Archives;
using Trading.Downloader.Files;
using Trading.Downloader.Healing;
using Trading.Downloader.Jobs;
using Trading.Downloader.Messaging;
using Trading.Downloader.Progress;
using Trading.Downloader.Sources;
using Trading.Downloader.Storage;
using Trading.Downloader.Telemetry;
using Trading.Downloader.Verification;
using Trading.Exchanges;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;
using Trading.ServiceDefaults.Redis;

namespace Trading.Downloader;

public sealed class DownloaderModule : IModule
{
    public string Name => "downloader";

    public IReadOnlyList<string> TelemetrySources => [DownloaderMetrics.Name, RestMetrics.Name];

    public IReadOnlyList<SchemaDefinition> Schemas => [DownloaderSchema.Definition, MarketSchema.Definition];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddCore(services);
        services.ShareWeight(provider => provider.GetRequiredService<RedisConnection>() is { IsConfigured: true } redis
            ? (script, keys, arguments, cancel) => redis.EvaluateAsync("EVAL weight", script, keys, arguments, cancel)
            : null);
        services.AddSingleton(_ => VerifyApi.Turns());
        services.AddSingleton<RunningJobs>();
        services.AddSingleton<JobTable>();
        services.AddSingleton<ListedSymbols>();
        services.AddSingleton<ProgressQueue>();
        services.AddSingleton<JobAnnouncer>();
        services.AddHostedService<ProgressPublisher>();
        services.AddHostedService<JobWorker>();
        services.AddSingleton<GapHealer>();
        services.AddHostedService<GapSweep>();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<BackfillRequestedConsumer>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDownloads();
        endpoints.MapBudget();
        endpoints.MapVerify();
    }

    /// <summary>What the service and the command line share.</summary>
    internal static void AddCore(IServiceCollection services)
    {
        services.AddValidatedOptions<VenueOptions>(VenueOptions.Section);
        services.AddValidatedOptions<DownloaderOptions>(DownloaderOptions.Section);
        services.AddVenues();
        services.AddMarketStore();
        services.AddSingleton<DownloaderMetrics>();
        services.AddSingleton<VenueDirectory>();
        services.AddSingleton<HoleLedger>();
        services.AddSingleton<BarPages>();
        services.AddSingleton<ArchiveClient>();
        services.AddSingleton<ArchiveLedger>();
        services.AddSingleton<ArchiveIntake>();
        services.AddSingleton<BarArchives>();
        services.AddSingleton<IKindDownload, BarDownload>();
        services.AddSingleton<TradeHoles>();
        services.AddSingleton<TradePages>();
        services.AddSingleton<TradeArchives>();
        services.AddSingleton<IKindDownload, TradeDownload>();
        services.AddSingleton<FundingHoles>();
        services.AddSingleton<FundingArchives>();
        services.AddSingleton<IKindDownload, FundingDownload>();
        services.AddSingleton<DownloadRunner>();
        services.AddSingleton<BarCertifier>();
        services.AddSingleton<TradeCertifier>();
        services.AddSingleton<FundingCertifier>();
        services.AddSingleton<BarFiles>();
        services.AddSingleton<TradeFiles>();
        services.AddSingleton<FundingFiles>();
        services.AddSingleton<Certifier>();
    }
}
