namespace Trading.Downloader.Tests.Simulator;

/// <summary>
/// One venue for all tests of a class: starting a process takes longer than most of them. Each names a database of its own.
/// </summary>
public sealed class SharedVenue : IAsyncLifetime
{
    public SimulatedVenue Venue { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Venue = await SimulatedVenue.StartAsync();

    public ValueTask DisposeAsync() => Venue.DisposeAsync();
}
