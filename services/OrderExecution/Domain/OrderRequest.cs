using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trading.OrderExecution.Domain;

/// <summary>A request for an order, over HTTP or the bus.</summary>
internal sealed record OrderRequest : OrderTerms
{
    public OrderRequest(OrderTerms terms)
        : base(terms)
    {
    }

    /// <summary>UTC; null is now. Not a part of the terms: repeated later it is the same request.</summary>
    public DateTime? RequestedAt { get; init; }

    /// <summary>
    /// Of the run; null where the order it replaces or the run says it. The hash is without it: named or not, it is one request, and the
    /// order that has its key says of which venue.
    /// </summary>
    public string? Venue { get; init; }

    /// <summary>Equal for requests that ask for the same, however their numbers were written (1.0 and 1).</summary>
    public string Hash()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{ClientOrderId}|{Account}|{Symbol}|{Side}|{Type}|{TimeInForce}|"
                + $"{Plain(Quantity)}|{Plain(Price)}|{Plain(StopPrice)}|{ReduceOnly}|{Route}|{Replaces}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Plain(decimal? value) => value?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "-";
}
