using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;

namespace Trading.ServiceDefaults.Tests.Hosting;

public sealed class StartTests(RealServers servers)
{
    [Fact]
    public void Wrong_settings_of_all_sections_are_told_at_once_and_named_as_they_are_written()
    {
        var failure = Assert.ThrowsAny<Exception>(() => RunningHost.Build(
            [new TestModule()],
            ("Database:MaxPoolSize", "0"),
            ("Database:Provider", "Oracle"),
            ("Redis:OperationTimeoutMs", "soon"),
            ("Bus:Transport", "RabbitMq"),
            ("Readiness:CacheMs", "-1"),
            ("Telemetry:CollectorUrl", "collector:4317"),
            ("Telemetry:SampleRatio", "1.5")));

        var reasons = StartupFailure.Explain(failure);
        Assert.NotNull(reasons);
        foreach (var name in new[] { "Database:Provider", "Redis:OperationTimeoutMs", "Bus:Url", "Readiness:CacheMs", "Telemetry:CollectorUrl", "Telemetry:SampleRatio" })
        {
            Assert.Contains(reasons, reason => reason.Contains(name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("Sqlite,Postgres")]
    [InlineData("Oracle")]
    public void A_setting_that_is_no_name_of_its_enum_stops_the_start(string value)
    {
        var failure = Assert.ThrowsAny<Exception>(() => RunningHost.Build([new TestModule()], ("Database:Provider", value)));
        var reason = Assert.Single(StartupFailure.Explain(failure)!);
        Assert.StartsWith("Database:Provider: ", reason, StringComparison.Ordinal);
        Assert.Contains("Sqlite, Postgres", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Telemetry:Buckets:no_such_metric", "1 2")]
    [InlineData("Telemetry:Buckets:api_requests_total", "1 2")]
    [InlineData("Telemetry:Buckets:api_request_duration_seconds", "1 1 2")]
    [InlineData("Telemetry:Buckets:api_request_duration_seconds", "0.1, 0.5")]
    public void Buckets_of_no_histogram_or_out_of_order_are_refused(string setting, string value)
    {
        var failure = Assert.ThrowsAny<Exception>(() => RunningHost.Build([new TestModule()], (setting, value)));
        Assert.Contains(setting, Assert.Single(StartupFailure.Explain(failure)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buckets_follow_the_options_and_else_the_catalogue()
    {
        await using var host = await RunningHost.StartAsync(new TestModule(), ("Telemetry:Buckets:api_request_duration_seconds", "0.2 0.7"));
        await host.Http.GetAsync("/nowhere");
        var lines = (await host.Http.GetStringAsync("/metrics")).Split('\n').Where(line => line.StartsWith("api_request_duration_seconds_bucket", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(((string[])["le=\"0.2\"", "le=\"0.7\"", "le=\"+Inf\""]), bound => line.Contains(bound, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_database_that_never_answers_stops_the_start_with_a_plain_reason()
    {
        await using var host = RunningHost.Build(
            [new TestModule { Schemas = [new SchemaDefinition("nowhere", [])] }],
            ("Database:Provider", "Postgres"),
            ("Database:ConnectionString", "Host=127.0.0.1;Port=1;Username=u;Password=p;Timeout=1"),
            ("Database:StartTimeoutSeconds", "0"));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => host.App.StartAsync());
        Assert.True(Assert.IsType<StartupFailure>(failure).MayPass);
        Assert.Contains("did not answer", Assert.Single(StartupFailure.Explain(failure)!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database=there_is_none")]
    [InlineData("Username=trading;Password=wrong")]
    public async Task A_database_that_refuses_for_good_is_told_in_one_line_and_does_not_pass(string change)
    {
        var settings = new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync());
        foreach (var (key, value) in change.Split(';').Select(part => part.Split('=')).Select(part => (part[0], part[1])))
        {
            settings[key] = value;
        }

        await using var host = RunningHost.Build(
            [new TestModule { Schemas = [new SchemaDefinition("refused", [])] }],
            ("Database:Provider", "Postgres"),
            ("Database:ConnectionString", settings.ConnectionString),
            ("Database:StartTimeoutSeconds", "0"));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => host.App.StartAsync());
        Assert.Contains("Database:ConnectionString", Assert.Single(StartupFailure.Explain(failure)!), StringComparison.Ordinal);
        Assert.False(failure is StartupFailure { MayPass: true });
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        await using var first = await RunningHost.StartAsync(new TestModule());
        await using var second = RunningHost.Build([new TestModule()], ("urls", first.App.Urls.First()));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => second.App.StartAsync());
        Assert.Contains("address already in use", Assert.Single(StartupFailure.Explain(failure)!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_is_not_explained_away() => Assert.Null(StartupFailure.Explain(new InvalidOperationException("bug")));

    [Fact]
    public async Task A_stopping_host_ends_event_streams_and_finishes_the_work_of_background_services()
    {
        var drained = new DrainingService();
        await using var host = await RunningHost.StartAsync(new TestModule
        {
            Services = services => services.AddSingleton<IHostedService>(drained),
            Endpoints = endpoints => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(
                endpoints,
                "/stream",
                async (Microsoft.AspNetCore.Http.HttpContext context) =>
                {
                    context.Response.ContentType = "text/event-stream";
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                }),
        });
        using var stream = await host.Http.GetAsync("/stream", HttpCompletionOption.ResponseHeadersRead);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await host.App.StopAsync(patience.Token);
        Assert.False(patience.IsCancellationRequested);
        Assert.True(drained.Finished);
    }

    private sealed class DrainingService : BackgroundService
    {
        public bool Finished { get; private set; }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                await Task.Yield();
                Finished = true;
            }
        }
    }
}
