using System.Diagnostics.CodeAnalysis;

namespace Trading.Exchanges.Venues;

/// <summary>How this process reaches a venue: at its own addresses, or at those that are configured instead.</summary>
public sealed record VenueLink(VenueDescription Venue, Uri RestUrl, Uri StreamUrl)
{
    /// <summary>Where the account's reports come from: the configured address, else the venue's own.</summary>
    [AllowNull]
    public Uri UserStreamUrl { get => field ?? new(StreamUrl, Venue.UserStreamUrl); init; }

    /// <summary>The venue's own host, or the configured one where that is a substitute for the venue.</summary>
    public Uri ArchiveUrl => new(RestUrl, IsOwn(RestUrl) ? Venue.ArchiveUrl : new Uri("/", UriKind.Relative));

    /// <summary>Sent with requests for market data where a venue asks for one; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Share of the weight limit that is left to orders; null: the default.</summary>
    public double? OrdersReserve { get; init; }

    /// <param name="options">Those of the configured venue; null for another: it is reached at its own addresses.</param>
    public static VenueLink Of(VenueDescription venue, VenueOptions? options) =>
        new(venue, options?.RestUrl ?? venue.RestUrl, options?.StreamUrl ?? venue.StreamUrl)
        {
            UserStreamUrl = options?.UserStreamUrl,
            ApiKey = options?.ApiKey,
            OrdersReserve = options?.OrdersWeightReserve,
        };

    // Another host of the venue's own domain is the venue too.
    private bool IsOwn(Uri url) => IsOf(url, Venue.RestUrl) || (Venue.ArchiveUrl.IsAbsoluteUri && IsOf(url, Venue.ArchiveUrl));

    private static bool IsOf(Uri url, Uri known) =>
        url.Host.EndsWith(known.Host[Math.Max(0, known.Host.IndexOf('.', StringComparison.Ordinal))..], StringComparison.OrdinalIgnoreCase);
}
