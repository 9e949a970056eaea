using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>One venue with recorded archives for all tests of a class. Each names a database of its own.</summary>
public sealed class RecordedVenue : IAsyncLifetime
{
    private SimulatedVenue? _venue;

    public SimulatedVenue Venue => Needs.Present(_venue, RecordedData.Absent);

    public async ValueTask InitializeAsync()
    {
        if (RecordedData.Root is { } root)
        {
            _venue = await SimulatedVenue.StartAsync(("Symbols", "BTCUSDT,LTCUSDT"), ("ArchiveDirectory", Path.Combine(root, "klines")));
        }
    }

    public ValueTask DisposeAsync() => _venue?.DisposeAsync() ?? ValueTask.CompletedTask;
}
