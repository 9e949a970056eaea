using System.Security.Cryptography;
using System.Text;

namespace Trading.OrderExecution.Domain;

/// <summary>Client order ids for callers that did not choose one. The same input gives the same id.</summary>
internal static class ClientOrderIds
{
    private const int HashLength = 32;

    /// <summary>The key itself where it can be a client order id, else one derived from it; null without a key.</summary>
    public static string? FromKey(string? idempotencyKey) => idempotencyKey switch
    {
        null => null,
        _ when OrderRequestRules.IsClientOrderId(idempotencyKey) => idempotencyKey,
        _ => $"k-{Hash(idempotencyKey)}",
    };

    /// <summary>Id of the one order that takes the place of this one.</summary>
    public static string Successor(Order order)
    {
        return $"r-{order.Id:N}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
