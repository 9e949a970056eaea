using System.Collections.Concurrent;
using Serilog.Events;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Logs;

/// <summary>
/// A token bucket per kind of event (its template). What is left out is counted; the next event of the kind that is
/// written says how many were.
/// </summary>
internal sealed class LogBudget(TelemetryOptions options, TimeProvider time)
{
    /// <summary>Templates made at run time share one bucket beyond this number.</summary>
    private const int MostKinds = 2_000;

    private readonly ConcurrentDictionary<string, Bucket> _kinds = new(StringComparer.Ordinal);
    private long _suppressed;

    public long Suppressed => Volatile.Read(ref _suppressed);

    /// <param name="leftOut">Events of this kind left out since the last one that was let through.</param>
    public bool TryTake(LogEvent logEvent, out long leftOut)
    {
        var kind = logEvent.MessageTemplate.Text;
        if (!_kinds.TryGetValue(kind, out var bucket))
        {
            bucket = _kinds.GetOrAdd(
                _kinds.Count < MostKinds ? kind : string.Empty, _ => new Bucket(options.LogEventBurst, time.GetTimestamp()));
        }

        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(
                options.LogEventBurst,
                bucket.Tokens + (time.GetElapsedTime(bucket.FilledAt, now).TotalSeconds * options.LogEventsPerSecond));
            bucket.FilledAt = now;
            if (bucket.Tokens < 1)
            {
                bucket.LeftOut++;
                Interlocked.Increment(ref _suppressed);
                leftOut = 0;
                return false;
            }

            bucket.Tokens--;
            leftOut = bucket.LeftOut;
            bucket.LeftOut = 0;
            return true;
        }
    }

    private sealed class Bucket(double tokens, long filledAt)
    {
        public double Tokens { get; set; } = tokens;

        public long FilledAt { get; set; } = filledAt;

        public long LeftOut { get; set; }
    }
}
