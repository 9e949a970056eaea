using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Tests.Hosting;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.ServiceDefaults.Tests.Messaging;

public sealed class BusTests(RealServers servers)
{
    private static TestModule Module => new()
    {
        Services = services => services.AddSingleton<Received>(),
        Consumers = bus => bus.AddConsumer<PingConsumer>(),
    };

    [Theory]
    [InlineData("InMemory")]
    [InlineData("RabbitMq")]
    public async Task A_message_arrives_in_the_trace_of_its_sender_and_is_counted(string transport)
    {
        await using var host = await RunningHost.StartAsync(Module, await SettingsAsync(transport));
        using var activity = new Activity("sender").SetIdFormat(ActivityIdFormat.W3C).Start();
        await host.App.Services.GetRequiredService<IBus>().Publish(new PlatformPing("hello", Fails: false));
        activity.Stop();

        var received = host.App.Services.GetRequiredService<Received>();
        await Poll.UntilAsync(() => received.Pings.Count == 1, TimeSpan.FromSeconds(60));
        Assert.Equal(("hello", activity.TraceId.ToHexString()), received.Pings.Single());
        var metrics = await Poll.UntilAsync(
            () => host.Http.GetStringAsync("/metrics"),
            text => text.Contains("messaging_consumed_total{message_type=\"PlatformPing\"} 1\n", StringComparison.Ordinal),
            TimeSpan.FromSeconds(10));
        Assert.Contains("messaging_published_total{message_type=\"PlatformPing\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("messaging_lag_seconds_count{message_type=\"PlatformPing\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_with_a_member_of_a_newer_version_is_consumed()
    {
        await using var host = await RunningHost.StartAsync(Module, await SettingsAsync("RabbitMq"));
        await host.App.Services.GetRequiredService<IBus>().Publish(new NewerPing("from tomorrow", Fails: false, Colour: "red"));

        var received = host.App.Services.GetRequiredService<Received>();
        await Poll.UntilAsync(() => received.Pings.Count == 1, TimeSpan.FromSeconds(60));
        Assert.Equal("from tomorrow", received.Pings.Single().Text);
    }

    [Fact]
    public async Task A_message_that_fails_in_every_attempt_is_given_up_and_counted()
    {
        await using var host = await RunningHost.StartAsync(Module);
        await host.App.Services.GetRequiredService<IBus>().Publish(new PlatformPing("bad", Fails: true));

        var received = host.App.Services.GetRequiredService<Received>();
        await Poll.UntilAsync(() => received.Attempts >= 3, TimeSpan.FromSeconds(30));
        await Poll.UntilAsync(
            () => host.Http.GetStringAsync("/metrics"),
            text => text.Contains("messaging_faults_total{message_type=\"PlatformPing\"} 1\n", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60));
        Assert.Empty(received.Pings);
    }

    [Fact]
    public async Task The_depth_of_the_queues_is_what_the_broker_says()
    {
        await using var host = await RunningHost.StartAsync(Module, await SettingsAsync("RabbitMq"));
        await Poll.UntilAsync(
            () => host.Http.GetStringAsync("/metrics"),
            text => text.Contains("messaging_queue_messages{queue=\"", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_service_waits_for_a_broker_that_starts_after_it()
    {
        await using var server = await servers.StartRabbitMqAsync();
        await server.KillAsync();
        await using var host = RunningHost.Build([Module], ("Bus:Transport", "RabbitMq"), ("Bus:Url", ((RabbitMqServer)server.Server).ConnectionUrl));
        var starting = host.App.StartAsync();
        await Poll.UntilAsync(() => host.Logs.Text.Contains("MassTransit", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.False(starting.IsCompleted);

        await server.StartAsync();
        await starting.WaitAsync(TimeSpan.FromSeconds(90));
        await host.App.Services.GetRequiredService<IBus>().Publish(new PlatformPing("late", Fails: false));
        await Poll.UntilAsync(() => host.App.Services.GetRequiredService<Received>().Pings.Count == 1, TimeSpan.FromSeconds(60));
    }

    private async Task<(string, string)[]> SettingsAsync(string transport) => transport == "RabbitMq"
        ? [("Bus:Transport", transport), ("Bus:Url", (await servers.RabbitMqAsync()).ConnectionUrl)]
        : [("Bus:Transport", transport)];
}
