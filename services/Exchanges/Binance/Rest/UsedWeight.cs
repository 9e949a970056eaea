using System.Globalization;

namespace Trading.Exchanges.Binance.Rest;

/// <summary>The venue's own count of this IP's weight in the present minute, which stands in a header of its answers.</summary>
internal static class UsedWeight
{
    /// <summary>Null when the answer does not tell.</summary>
    public static int? Of(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-MBX-USED-WEIGHT-1M", out var values)
        && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            ? used
            : null;
}
