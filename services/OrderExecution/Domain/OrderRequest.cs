using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>What somebody asks for, over HTTP or the bus.</summary>
/// <param name="Replaces">The order that this one takes the place of.</param>
/// <param name="Venue">Of the run; null where the order it replaces or the run says it. The hash is without it: named or not, it is one
/// request, and the order that has its key says of which venue.</param>
/// <param name="RequestedAt">UTC; null is now. Not a part of what is asked for: repeated later it is the same request.</param>
internal sealed record OrderRequest(
    string ClientOrderId,
    string Account,
    string Symbol,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    decimal Quantity,
    decimal? Price,
    decimal? StopPrice,
    bool ReduceOnly,
    OrderRoute Route,
    string? Strategy,
    Guid? Replaces = null,
    DateTime? RequestedAt = null,
    string? Venue = null)
{
    /// <summary>Equal for requests that ask for the same, however their numbers were written (1.0 and 1).</summary>
    public string Hash()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{ClientOrderId}|{Account}|{Symbol}|{Side}|{Type}|{TimeInForce}|{Plain(Quantity)}|{Plain(Price)}|{Plain(StopPrice)}|{ReduceOnly}|{Route}|{Replaces}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Plain(decimal? value) => value?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "-";
}
