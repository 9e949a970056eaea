namespace Trading.MarketData.Streams;

/// <summary>Wakes the waiting stream clients ten times a second when there is anything new: that is also their conflation.</summary>
internal sealed class StreamWaker(StreamHub hub, StreamClients clients, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (hub.Next != seen && clients.Open > 0)
            {
                seen = hub.Next;
                hub.Wake();
            }
        }
    }
}
