using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Api;

/// <summary>One running service, on a real Redis, with the recorded session replayed into it.</summary>
public sealed class ReplayedService(RealServers servers) : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private StubVenue? _venue;
    private RunningService? _service;

    internal RunningService Service => _service!;

    public async ValueTask InitializeAsync()
    {
        _venue = await StubVenue.StartAsync(Recording.StreamFrames);
        _service = await RunningService.StartAsync(_venue.Url, _folder.Path, more: $"--Redis:Endpoint={await servers.RedisEndpointAsync()}");
        await Poll.UntilAsync(async () => (await _service.TradesAsync()).Count == Recording.Trades.Count, TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        if (_venue is not null)
        {
            await _venue.DisposeAsync();
        }

        _folder.Dispose();
    }
}
