using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Trading.MarketData.Tests.Venue;

/// <summary>Names of the log events of one class.</summary>
internal sealed class CapturedLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string?> _events = new();

    public IEnumerable<string?> Events => _events;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _events.Enqueue(eventId.Name);
}
