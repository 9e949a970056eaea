using System.Diagnostics.CodeAnalysis;
using Trading.Downloader.Planning;
using Trading.Exchanges.Venues;

namespace Trading.Downloader.Api;

/// <summary>The venue of a download: any that is known, and the only one of the run where none is named.</summary>
internal static class DownloadVenue
{
    /// <summary>The request with the name under which the venue's rows are stored; an unknown name stays as it is.</summary>
    public static bool TryName(
        VenueCatalog venues, ref DownloadRequest request, [NotNullWhen(false)] out RequestRefusal? refusal)
    {
        refusal = null;
        if (request.Venue.Length > 0)
        {
            request = request with { Venue = venues.Find(request.Venue)?.Description.Name ?? request.Venue };
            return true;
        }

        if (!venues.TryPick(name: null, out var only, out refusal))
        {
            return false;
        }

        request = request with { Venue = only.Name };
        return true;
    }
}
