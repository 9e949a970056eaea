using System.Collections.Concurrent;

namespace Trading.OrderExecution.Execution;

/// <summary>Set when a halt has an order to cancel now. Each venue has a loop of its own, so that none waits for another venue.</summary>
internal sealed class HaltSignals
{
    private readonly ConcurrentDictionary<string, HaltSignalChannel> _channels = new(StringComparer.Ordinal);

    public HaltSignalChannel Of(string venue) => _channels.GetOrAdd(venue, _ => new HaltSignalChannel());

    public void Set()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Set();
        }
    }
}
