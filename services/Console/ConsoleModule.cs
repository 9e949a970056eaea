using MassTransit;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;
using Trading.WebConsole.Api;
using Trading.WebConsole.Live;
using Trading.WebConsole.Runbooks;
using Trading.WebConsole.Storage;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole;

/// <summary>The web console: one origin for the browser, in front of the services' own APIs.</summary>
public sealed class ConsoleModule : IModule
{
    public string Name => "console";

    public IReadOnlyList<string> TelemetrySources => [];

    public IReadOnlyList<SchemaDefinition> Schemas => [ConsoleSchema.Definition];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<ConsoleOptions>(ConsoleOptions.Section);
        services.AddValidatedOptions<AlertInboxOptions>(AlertInboxOptions.Section);
        services.AddSingleton<AlertStore>();
        services.AddSingleton<ServiceUrls>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UpstreamClient>(
            provider, UpstreamHttp.Create(provider.GetRequiredService<ConsoleOptions>())));
        services.AddSingleton<PaperReader>();
        services.AddSingleton<ServiceHealthReader>();
        services.AddSingleton<TopicRegistry>();
        services.AddSingleton<LiveStream>();
        services.AddSingleton<PageAssets>();
        services.AddSingleton<RunbookLibrary>();
        services.AddSingleton<AlertmanagerReader>();
        services.AddHostedService<SystemPoller>();
        services.AddHostedService<EventInbox>();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage();
        endpoints.MapLive();
        endpoints.MapPass();
        endpoints.MapAlerts();
        endpoints.MapRunbooks();
        endpoints.MapApiIndex();
    }
}
