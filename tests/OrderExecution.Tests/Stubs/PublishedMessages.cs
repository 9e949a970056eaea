using System.Collections.Concurrent;

namespace Trading.OrderExecution.Tests.Stubs;

internal sealed class PublishedMessages
{
    public ConcurrentQueue<object> All { get; } = new();

    /// <summary>Trace ids in which the messages of a type arrived.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> TraceIds { get; } = new(StringComparer.Ordinal);
}
