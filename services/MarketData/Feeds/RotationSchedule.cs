using Trading.MarketData.Connections;

namespace Trading.MarketData.Feeds;

/// <summary>
/// When connections are replaced before the venue cuts them. All open together at the start, so their first turns are spread over
/// the second half of the age, and every later one comes a whole age after the one before: should a turn cost snapshots, those of
/// one connection are fetched long before the next needs any. Only one connection turns at a time.
/// </summary>
internal sealed class RotationSchedule(MarketDataOptions options, FeedPlan plan) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    private TimeSpan Age => TimeSpan.FromSeconds(options.RotateAfterSeconds);

    /// <summary>Age at which a connection is replaced.</summary>
    /// <param name="first">It was opened without a predecessor.</param>
    public TimeSpan AgeOf(int connection, bool first) => first ? Age * (0.5 + 0.5 * (connection + 1) / plan.Connections.Count) : Age;

    public Task WaitAsync(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    public void Done() => _turn.Release();

    public void Dispose() => _turn.Dispose();
}
