using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Trading.Downloader.Tests.Running;

/// <summary>Keeps what a service logs at its default levels, with the fields of each line.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    /// <summary>One search: every line that holds the text, in order.</summary>
    public IReadOnlyList<LogLine> Search(string text) => [.. _lines.Where(line => line.Text.Contains(text, StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(new LogLine(
            formatter(state, exception),
            (state as IEnumerable<KeyValuePair<string, object?>> ?? []).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal)));

    public void Dispose() => _lines.Clear();

    internal sealed record LogLine(string Text, IReadOnlyDictionary<string, object?> Fields)
    {
        /// <summary>Attempt and HTTP status; null for lines that are not about the end of an attempt.</summary>
        public (string Endpoint, int Attempt, int Status)? Attempt => Fields.TryGetValue("Status", out var status) && Fields.TryGetValue("Attempt", out var attempt)
            ? ((string)Fields["Endpoint"]!, (int)attempt!, (int)status!)
            : null;
    }
}
