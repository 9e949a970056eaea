using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;

namespace Trading.ServiceDefaults.Tests.Messaging;

public sealed record PlatformPing(string Text, bool Fails);

/// <summary>The same message on the wire, as a later version writes it.</summary>
[EntityName("Trading.ServiceDefaults.Tests.Messaging:PlatformPing")]
[MessageUrn("Trading.ServiceDefaults.Tests.Messaging:PlatformPing")]
public sealed record NewerPing(string Text, bool Fails, string Colour);

public sealed class Received
{
    private int _attempts;

    public ConcurrentQueue<(string Text, string TraceId)> Pings { get; } = new();

    public int Attempts => Volatile.Read(ref _attempts);

    public void Attempt() => Interlocked.Increment(ref _attempts);
}

public sealed class PingConsumer(Received received) : IConsumer<PlatformPing>
{
    public Task Consume(ConsumeContext<PlatformPing> context)
    {
        received.Attempt();
        if (context.Message.Fails)
        {
            throw new InvalidOperationException($"cannot take {context.Message.Text}");
        }

        received.Pings.Enqueue((context.Message.Text, Activity.Current?.TraceId.ToHexString() ?? string.Empty));
        return Task.CompletedTask;
    }
}
