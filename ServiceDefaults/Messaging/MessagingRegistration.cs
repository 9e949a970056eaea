using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Options;

namespace Trading.ServiceDefaults.Messaging;

internal static class MessagingRegistration
{
    public static void AddMessaging(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<IModule> modules)
    {
        services.AddValidatedOptions<BusOptions>(BusOptions.Section)
            .Validate(
                options => options.Transport != BusTransport.RabbitMq || Uri.TryCreate(options.Url, UriKind.Absolute, out _),
                "Bus:Url must be an amqp URL when Bus:Transport is RabbitMq.");
        var bus = configuration.ReadNow<BusOptions>(BusOptions.Section);
        services.AddSingleton<MessagingMetrics>();
        services.AddMassTransit(registration =>
        {
            // A trading system sends no usage data to outside.
            registration.DisableUsageTelemetry();
            registration.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(prefix: null, includeNamespace: true));
            registration.AddReceiveObserver(provider => provider.GetRequiredService<MessagingMetrics>());
            registration.AddPublishObserver(provider => provider.GetRequiredService<MessagingMetrics>());
            registration.AddSendObserver(provider => provider.GetRequiredService<MessagingMetrics>());
            registration.ConfigureHealthCheckOptions(check => check.Name = "bus");
            foreach (var module in modules)
            {
                module.AddConsumers(registration);
            }

            if (bus.Transport == BusTransport.RabbitMq && Uri.TryCreate(bus.Url, UriKind.Absolute, out var url))
            {
                services.AddSingleton<QueueDepthProbe>();
                services.AddHostedService(provider => provider.GetRequiredService<QueueDepthProbe>());
                registration.AddReceiveEndpointObserver(provider => provider.GetRequiredService<QueueDepthProbe>());
                registration.UsingRabbitMq((context, transport) =>
                {
                    transport.Host(url);
                    Configure(context, transport);
                });
            }
            else
            {
                registration.UsingInMemory(Configure);
            }
        });

        // A first publish on a fresh broker is lost unless the bus is up before the publisher. The start waits for a broker that does not
        // answer.
        services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = true;
            host.StopTimeout = TimeSpan.FromSeconds(15);
        });
    }

    private static void Configure<TEndpoint>(IBusRegistrationContext context, IBusFactoryConfigurator<TEndpoint> transport)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        transport.ConfigureJsonSerializerOptions(json =>
        {
            ProductJson.Apply(json);
            return json;
        });
        transport.UseMessageRetry(
            retry => retry.Exponential(5, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(250)));
        transport.ConfigureEndpoints(context);
    }
}
