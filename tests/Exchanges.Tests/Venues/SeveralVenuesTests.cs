using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Venues;

/// <summary>A run with several venues: whose settings are whose, which are refused, and what runs once for each.</summary>
public sealed class SeveralVenuesTests
{
    private static readonly string[] Two = ["simulator-spot", "binance-usdm"];

    [Fact]
    public void No_venue_inherits_the_keys_or_the_live_switch_of_another()
    {
        var options = new VenueOptions
        {
            Name = "simulator-spot,binance-spot",
            Symbols = "BTCUSDT",
            Each = { ["binance_spot"] = new VenueOptions { ApiKey = "key", LiveOrders = true, Symbols = "ethusdt" } },
        };
        var (simulated, real) = (options.Of("simulator-spot"), options.Of("binance-spot"));
        Assert.Equal((null, false, "BTCUSDT"), (simulated.ApiKey, simulated.LiveOrders, simulated.SymbolList().Single()));
        Assert.Equal(("key", true, "ETHUSDT"), (real.ApiKey, real.LiveOrders, real.SymbolList().Single()));
        Assert.Equal("only", new VenueOptions { Name = "binance-spot", ApiKey = "only" }.Of("binance-spot").ApiKey);
    }

    [Theory]
    [InlineData("simulator,simulator-spot", "names simulator twice")]
    [InlineData("simulator-spot,elsewhere", "not 'elsewhere'")]
    [InlineData("simulator-spot,binance-spot", "Venue:ApiKey belongs to one venue", "Venue:ApiKey")]
    [InlineData("simulator-spot", "Venue:Each:binance_spot is none of the venues", "Venue:Each:binance_spot:ApiKey")]
    [InlineData("simulator-spot", "names no symbol", "Venue:Symbols", ",")]
    public async Task What_cannot_be_meant_is_refused_at_the_start(string names, string problem, string? key = null, string value = "x")
    {
        using var host = Host([], (Key: "Venue:Name", Value: names), (key ?? "Unused", value));
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_venue_has_its_own_parts_and_its_own_loops()
    {
        var started = new List<string>();
        using var host = Host(started, ("Venue:Name", string.Join(',', Two)));
        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Two, started);
        var parts = host.Services.GetRequiredService<PerVenue<SeveralVenuesTests>>();
        Assert.Equal(Two, parts.All<VenueDescription>().Select(venue => venue.Name));
        Assert.NotSame(parts.Of<IVenueHistory>(Two[0]), parts.Of<IVenueHistory>(Two[1]));
        Assert.Equal(Two[0], parts.Find<VenueDescription>("simulator")?.Name);
        Assert.Null(parts.Find<VenueDescription>("binance-spot"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("simulator-spot", "simulator", "simulator-spot")]
    [InlineData("simulator", "simulator-spot", "simulator")]
    [InlineData("binance-spot", null, "binance-spot")]
    [InlineData("simulator-spot,binance-usdm", null, null)]
    [InlineData("simulator-spot,binance-usdm", "binance-spot", null)]
    public void A_request_means_a_venue_of_the_run_by_name_or_alias(string names, string? asked, string? found)
    {
        var catalog = new VenueCatalog(ShippedVenues.All, new VenueOptions { Name = names }, null!);
        Assert.Equal(found is not null, catalog.TryFindInRun(asked, out var venue, out var problem));
        Assert.Equal(found, venue?.Name);
        var listed = names.Replace(",", ", ", StringComparison.Ordinal);
        Assert.Equal(found is null, problem?.Contains(listed, StringComparison.Ordinal) ?? false);
    }

    private static IHost Host(List<string> started, params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value));
        builder.Services.AddLogging().AddMetrics().AddOptions<VenueOptions>().BindConfiguration(VenueOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<VenueOptions>>().Value).AddVenues();
        builder.Services.AddPerVenue<SeveralVenuesTests>(
            builder.Configuration, parts => parts.AddSingleton(started).AddHostedService<Loop>());
        return builder.Build();
    }

    private sealed class Loop(VenueDescription venue, List<string> started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            started.Add(venue.Name);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
