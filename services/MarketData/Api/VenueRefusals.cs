using Trading.Exchanges.Venues;
using Trading.ServiceDefaults.OpenApi;

namespace Trading.MarketData.Api;

/// <summary>Documents what an endpoint refuses for its <c>venue</c>.</summary>
internal static class VenueRefusals
{
    /// <summary>It reads one venue.</summary>
    public static RouteHandlerBuilder NamesVenue(this RouteHandlerBuilder endpoint) => endpoint.KnowsVenue().Refuses(
        StatusCodes.Status400BadRequest, VenueRequests.Needed, "venue is needed: this run has simulator-spot, simulator-usdm.");

    /// <summary>It reads one venue or all.</summary>
    public static RouteHandlerBuilder KnowsVenue(this RouteHandlerBuilder endpoint) => endpoint.Refuses(
        StatusCodes.Status400BadRequest, VenueRequests.Unknown, "The venue 'nope' is not in this run, which has simulator.");
}
