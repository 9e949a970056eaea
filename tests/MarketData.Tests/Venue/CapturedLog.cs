using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trading.MarketData.Tests.Venue;

/// <summary>Names of the log events of one class, of all venues; registered as a provider where the class is made for each.</summary>
internal sealed class CapturedLog<T> : ILogger<T>, ILoggerProvider
{
    private readonly ConcurrentQueue<string?> _events = new();

    public IEnumerable<string?> Events => _events;

    public ILogger CreateLogger(string categoryName) => categoryName == typeof(T).FullName ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _events.Enqueue(eventId.Name);

    public void Dispose()
    {
    }
}
