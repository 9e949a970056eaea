using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Venues;

/// <summary>The venues of a run, by the name of a request and inside a service.</summary>
public sealed class RunVenuesTests
{
    [Theory]
    [InlineData("simulator", "simulator-spot", "simulator")]
    [InlineData("simulator-spot", "simulator", "simulator-spot")]
    [InlineData("simulator", null, "simulator")]
    [InlineData("simulator-spot,simulator-usdm", "simulator", "simulator-spot")]
    [InlineData("simulator,simulator-usdm", "simulator-usdm", "simulator-usdm")]
    [InlineData("simulator,simulator-usdm", null, null)]
    [InlineData("simulator", "binance-spot", null)]
    public void A_request_means_a_venue_by_its_name_or_alias(string run, string? asked, string? meant)
    {
        Assert.Equal(meant is not null, Catalog(run).TryPick(asked, out var venue, out var refusal));
        Assert.Equal(meant, venue?.Name);
        Assert.Equal(meant is null ? asked is null ? "venueNeeded" : "unknownVenue" : null, refusal?.Code);
    }

    [Fact]
    public async Task A_part_belongs_to_one_venue_and_its_log_lines_name_it()
    {
        var logs = new Scopes();
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(logs));
        services.AddSingleton(Options("simulator,simulator-usdm"));
        services.AddVenues().AddPerVenue<RunVenuesTests>(
            new ConfigurationBuilder().AddInMemoryCollection([new("Venue:Name", "simulator,simulator-usdm")]).Build(),
            parts => parts.AddSingleton<Part>());
        await using var provider = services.BuildServiceProvider();
        var parts = provider.GetRequiredService<PerVenue<RunVenuesTests>>();

        foreach (var part in parts.All<Part>())
        {
            part.Log.LogWarning("Said");
        }

        Assert.Equal(["simulator", "simulator-usdm"], parts.All<Part>().Select(part => part.Venue.Name));
        Assert.Equal(["simulator", "simulator-usdm"], logs.Venues);
        Assert.Same(parts.Of<Part>("simulator"), parts.Find<Part>("simulator-spot"));
        Assert.Null(parts.Find<Part>("binance-spot"));

        // An outage of one is not said of the other.
        parts.Of<Part>("simulator").Reachability.Failed(new Uri("http://one"), new IOException());
        Assert.Null(parts.Of<Part>("simulator-usdm").Reachability.Cause);
    }

    private static VenueOptions Options(string run) => new() { Name = run };

    private static VenueCatalog Catalog(string run) => new(ShippedVenues.All, Options(run), null!);

    private sealed record Part(VenueDescription Venue, VenueReachability Reachability, ILogger<Part> Log);

    /// <summary>The field Venue of every line.</summary>
    private sealed class Scopes : ILoggerProvider, ILogger
    {
        private object? _scope;

        public List<object?> Venues { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _scope = state;
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Venues.Add(((IEnumerable<KeyValuePair<string, object?>>)_scope!).Single(field => field.Key == "Venue").Value);

        public void Dispose()
        {
        }
    }
}
