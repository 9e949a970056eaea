namespace Trading.ServiceDefaults.Databases;

/// <summary>Records the time from its making to its disposal in <c>db_query_duration_seconds</c>.</summary>
public readonly record struct QueryTimer : IDisposable
{
    private readonly DatabaseMetrics? _metrics;
    private readonly string _operation;
    private readonly long _started;

    internal QueryTimer(DatabaseMetrics? metrics, string operation, long started)
    {
        _metrics = metrics;
        _operation = operation;
        _started = started;
    }

    public void Dispose() => _metrics?.Record(_operation, TimeProvider.System.GetElapsedTime(_started));
}
