using Microsoft.Extensions.Logging;

namespace Trading.Exchanges.Venues;

/// <summary>Loggers whose every line has the field <c>Venue</c>: the same class may run once for each venue of a process.</summary>
internal sealed class VenueLogs(ILoggerFactory logs, string venue) : ILoggerFactory
{
    private readonly KeyValuePair<string, object?>[] _field = [new("Venue", venue)];

    public ILogger CreateLogger(string categoryName) => new Logger(logs.CreateLogger(categoryName), _field);

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    /// <summary>Nothing: the loggers behind it belong to the process.</summary>
    public void Dispose()
    {
    }

    private sealed class Logger(ILogger logger, KeyValuePair<string, object?>[] field) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logger.IsEnabled(logLevel))
            {
                using var scope = logger.BeginScope(field);
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
