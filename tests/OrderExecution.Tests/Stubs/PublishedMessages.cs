using System.Collections.Concurrent;

namespace Trading.OrderExecution.Tests;

internal sealed class PublishedMessages
{
    public ConcurrentQueue<object> All { get; } = new();
}
