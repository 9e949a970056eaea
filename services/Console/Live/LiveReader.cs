namespace Trading.WebConsole.Live;

/// <summary>One open stream: remembers what it has seen and is handed what is newer.</summary>
internal sealed class LiveReader : IDisposable
{
    private readonly TopicRegistry _board;
    private readonly WakeChannel _wake = new();
    private long _seen;

    internal LiveReader(TopicRegistry board, ChartKey? chart)
    {
        _board = board;
        Chart = chart;
    }

    public ChartKey? Chart { get; }

    /// <summary>
    /// The newest value of a topic that changed since it was last returned; null after <paramref name="patience"/> without a change.
    /// </summary>
    public async Task<TopicValue?> NextAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        TopicValue? value;
        while ((value = _board.NextAfter(_seen, Chart)) is null)
        {
            try
            {
                await _wake.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }

        _seen = value.Version;
        return value;
    }

    public void Dispose() => _board.Close(this);

    internal void Wake() => _wake.Wake();
}
