namespace Trading.ExchangeSimulator.Tests;

/// <summary>One generated venue for the tests of a class.</summary>
public sealed class SpotVenue : IAsyncLifetime
{
    public VenueHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await VenueHost.StartAsync(("SpotOrdersPer10Seconds", "1000"), ("BookLevels", "100"), ("Symbols", "BTCUSDT,ETHUSDT,BNBUSDT"));

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
