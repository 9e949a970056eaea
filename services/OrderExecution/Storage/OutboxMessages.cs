using System.Text.Json;
using Trading.Contracts;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>Messages as text and back. Only the types named here can be stored.</summary>
internal static class OutboxMessages
{
    private static readonly Dictionary<string, Type> Types = new[]
    {
        typeof(OrderAccepted), typeof(OrderDenied), typeof(OrderRejected), typeof(OrderFilled), typeof(OrderCancelled),
        typeof(PositionChanged),
        typeof(TradingHalted),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static async Task InsertAsync(
        SqlSession session, IEnumerable<object> messages, string? traceParent, DateTime at, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            var type = message.GetType();
            if (!Types.ContainsKey(type.Name))
            {
                throw new InvalidOperationException($"{type.Name} is not a message of the outbox.");
            }

            await session.ExecuteAsync(
                new(
                    "INSERT INTO outbox (message_id, type, payload, traceparent, created_at) VALUES (@id, @type, @payload, @traceparent, "
                        + "@at)",
                    ("id", Guid.NewGuid()), ("type", type.Name), ("payload", JsonSerializer.Serialize(message, type, ProductJson.Options)),
                    ("traceparent", traceParent), ("at", at)),
                cancellationToken);
        }
    }

    public static (object Message, Type Type) Read(OutboxRow row)
    {
        var type = Types[row.Type];
        return (JsonSerializer.Deserialize(row.Payload, type, ProductJson.Options)!, type);
    }
}
