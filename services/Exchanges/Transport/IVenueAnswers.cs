using System.Net;

namespace Trading.Exchanges.Transport;

/// <summary>How a venue's HTTP answers are read besides their data: the one table of its errors, and its count of our requests.</summary>
public interface IVenueAnswers
{
    /// <summary>The venue's own count of this IP's weight in the present window; null when the answer does not tell.</summary>
    int? UsedWeight(HttpResponseMessage answer);

    VenueError ErrorOf(HttpStatusCode status, ReadOnlySpan<byte> body);
}
