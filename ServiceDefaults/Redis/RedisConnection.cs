using System.Diagnostics;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Redis;

/// <summary>
/// The process's one connection to Redis: made at the first use, mended in the background. Redis is a cache here: while it is
/// away an operation answers "not answered" at once and never throws, so no caller needs a catch.
/// </summary>
public sealed class RedisConnection(RedisOptions options, ILogger<RedisConnection> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private ConnectionMultiplexer? _multiplexer;
    private int _away;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.Endpoint);

    public bool IsConnected => _multiplexer?.IsConnected ?? false;

    /// <summary>
    /// Runs one operation (or a pipelined batch of them). <paramref name="name"/> is the span's name, such as <c>GET price</c>:
    /// a constant, never a key.
    /// </summary>
    public async ValueTask<RedisAnswer<T>> TryAsync<T>(
        string name, Func<IDatabase, Task<T>> operation, CancellationToken cancellationToken = default)
    {
        if (!IsConfigured)
        {
            return default;
        }

        var multiplexer = _multiplexer ?? await ConnectAsync(cancellationToken);
        if (!multiplexer.IsConnected)
        {
            Away("not connected");
            return default;
        }

        using var span = PlatformActivity.Source.StartActivity(name, ActivityKind.Client);
        span?.SetTag("db.system.name", "redis");
        try
        {
            var value = await operation(multiplexer.GetDatabase())
                .WaitAsync(TimeSpan.FromMilliseconds(options.OperationTimeoutMs), cancellationToken);
            if (Interlocked.Exchange(ref _away, 0) == 1)
            {
                RedisLog.Connected(logger, options.Endpoint!);
            }

            return new RedisAnswer<T>(true, value);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ObjectDisposedException)
        {
            span?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            Away(fault.GetType().Name);
            return default;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is { } multiplexer)
        {
            await multiplexer.CloseAsync(allowCommandsToComplete: true);
            multiplexer.Dispose();
        }

        _connecting.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_multiplexer is { } made)
            {
                return made;
            }

            // AbortOnConnectFail off: the multiplexer reconnects by itself when Redis does not answer now.
            var configuration = ConfigurationOptions.Parse(options.Endpoint!);
            configuration.AbortOnConnectFail = false;
            configuration.ConnectRetry = 1;
            configuration.ConnectTimeout = options.ConnectTimeoutMs;
            configuration.SyncTimeout = options.OperationTimeoutMs;
            configuration.Password = string.IsNullOrEmpty(options.Password) ? null : options.Password;
            configuration.ClientName = "trading";
            var multiplexer = await ConnectionMultiplexer.ConnectAsync(configuration);
            multiplexer.ConnectionFailed += (_, failed) => Away(failed.FailureType.ToString());
            multiplexer.ConnectionRestored += (_, _) =>
            {
                if (Interlocked.Exchange(ref _away, 0) == 1)
                {
                    RedisLog.Connected(logger, options.Endpoint!);
                }
            };
            _multiplexer = multiplexer;
            return multiplexer;
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Said once per absence, however many operations miss.</summary>
    private void Away(string reason)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0)
        {
            RedisLog.Away(logger, options.Endpoint!, reason);
        }
    }
}
