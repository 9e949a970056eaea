namespace Trading.Exchanges.Orders;

public enum VenueOrderStatus : byte
{
    Open = 0,
    PartiallyFilled = 1,
    Filled = 2,
    Cancelled = 3,
    Rejected = 4,
    Expired = 5,
}
