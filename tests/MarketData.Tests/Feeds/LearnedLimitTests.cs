using Trading.Exchanges.Limits;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

[Collection(MetricsAlone.Name)]
public sealed class LearnedLimitTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_weight_limit_is_the_one_that_the_venue_tells()
    {
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:SpotWeightPerMinute=4321");
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await Poll.UntilAsync(() => Task.FromResult(service.Get<WeightGate>().Budget.Limit), limit => limit == 4321, Deadline);
    }

    [Fact]
    public async Task The_documented_limit_holds_until_the_venue_tells_its_own()
    {
        await using var venue = await StubVenue.StartAsync([.. Recording.TradeFrames.Take(10)]);
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count == 10, Deadline);
        Assert.Equal(6000, service.Get<WeightGate>().Budget.Limit);

        venue.ExchangeInfo = """{"timezone":"UTC","rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":4321}],"symbols":[]}""";
        await Poll.UntilAsync(() => Task.FromResult(service.Get<WeightGate>().Budget.Limit), limit => limit == 4321, Deadline);
    }
}
