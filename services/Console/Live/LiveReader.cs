namespace Trading.WebConsole.Live;

/// <summary>One open stream: remembers what it has seen and is handed what is newer.</summary>
public sealed class LiveReader : IDisposable
{
    private readonly LiveBoard _board;
    private readonly WakeChannel _wake = new();
    private long _seen;

    internal LiveReader(LiveBoard board, ChartKey? chart)
    {
        _board = board;
        Chart = chart;
        _wake.Wake();
    }

    public ChartKey? Chart { get; }

    /// <summary>The newest value of every topic that changed since the last call; empty after <paramref name="patience"/> without a change.</summary>
    public async Task<IReadOnlyList<TopicValue>> NextAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _wake.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }

        var values = _board.NewerThan(_seen, Chart);
        _seen = values.Count == 0 ? _seen : values[^1].Version;
        return values;
    }

    public void Dispose() => _board.Close(this);

    internal void Wake() => _wake.Wake();
}
