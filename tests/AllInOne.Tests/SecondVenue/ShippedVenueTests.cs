using Trading.Exchanges.Venues;
using Trading.MarketData;
using Trading.ServiceDefaults.Hosting;

namespace Trading.AllInOne.Tests.SecondVenue;

public sealed class ShippedVenueTests
{
    [Fact]
    public void AppHost_offers_the_venues_that_are_registered() =>
        Assert.Equal(ShippedVenues.Descriptions.Select(venue => venue.Name), VenueNames.All);

    [Fact]
    public async Task A_service_does_not_start_with_an_unknown_venue()
    {
        var folder = Directory.CreateTempSubdirectory("trading-nowhere-");
        try
        {
            Assert.NotEqual(0, await ServiceHost.RunAsync(
                ["--urls=http://127.0.0.1:0", "--Venue:Name=nowhere", $"--Database:Directory={folder.FullName}", $"--Security:KeyFile={folder.FullName}/keys"],
                new MarketDataModule()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
