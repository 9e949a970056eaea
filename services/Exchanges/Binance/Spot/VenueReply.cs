using System.Text.Json;
using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Binance.Spot;

/// <summary>What came of one HTTP exchange with the venue.</summary>
internal abstract record VenueReply
{
    private VenueReply()
    {
    }

    public sealed record Ok(JsonElement Body) : VenueReply;

    public sealed record Refused(VenueRefusal Refusal) : VenueReply;

    public sealed record Unknown(string Reason) : VenueReply;
}
