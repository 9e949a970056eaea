using System.Collections.Concurrent;
using MassTransit;

namespace Trading.MarketData.Tests.Venue;

/// <summary>What a service says on its bus, of one message type.</summary>
internal sealed class Heard<T>
    where T : class
{
    private readonly ConcurrentQueue<T> _messages = new();

    private Heard()
    {
    }

    public IReadOnlyCollection<T> Messages => _messages;

    public static async Task<Heard<T>> ListenAsync(RunningService service)
    {
        var heard = new Heard<T>();
        var endpoint = service.Get<IReceiveEndpointConnector>().ConnectReceiveEndpoint($"heard-{typeof(T).Name}", (_, receive) =>
            receive.Handler<T>(context =>
            {
                heard._messages.Enqueue(context.Message);
                return Task.CompletedTask;
            }));
        await endpoint.Ready;
        return heard;
    }

    public void Forget() => _messages.Clear();
}
