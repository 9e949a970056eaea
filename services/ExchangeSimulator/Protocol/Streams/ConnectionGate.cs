using System.Net;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// Counts stream connections by address in a sliding five minutes. All programs of this machine share the loopback address: there they
/// are distinguished by their <c>User-Agent</c>, so that one that floods does not lock out the feeds of the services beside it.
/// </summary>
internal sealed class ConnectionGate(SimulatorOptions options)
{
    private const int MostCallers = 4096;
    private const int LongestProgram = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _attempts = new(StringComparer.Ordinal);

    /// <returns>How long to wait when the caller has used up its connections; null when it may connect.</returns>
    public TimeSpan? Enter(IPAddress? address, string program, DateTimeOffset now)
    {
        if (options.ConnectionAttemptsPer5Minutes == 0)
        {
            return null;
        }

        lock (_lock)
        {
            if (AttemptsOf(CallerOf(address, program), now) is not { } attempts)
            {
                return Window;
            }

            while (attempts.TryPeek(out var old) && now - old > Window)
            {
                attempts.Dequeue();
            }

            if (attempts.Count >= options.ConnectionAttemptsPer5Minutes)
            {
                return attempts.Peek() + Window - now;
            }

            attempts.Enqueue(now);
            return null;
        }
    }

    private static string CallerOf(IPAddress? address, string program) => address is not null && !IPAddress.IsLoopback(address)
        ? address.ToString()
        : "local " + (program.Length > LongestProgram ? program[..LongestProgram] : program);

    /// <summary>Null when too many callers are known to remember one more.</summary>
    private Queue<DateTimeOffset>? AttemptsOf(string caller, DateTimeOffset now)
    {
        if (_attempts.TryGetValue(caller, out var attempts))
        {
            return attempts;
        }

        if (_attempts.Count >= MostCallers)
        {
            foreach (var (idle, _) in _attempts.Where(known => now - known.Value.LastOrDefault() > Window).ToList())
            {
                _attempts.Remove(idle);
            }
        }

        return _attempts.Count >= MostCallers ? null : _attempts[caller] = new Queue<DateTimeOffset>();
    }
}
