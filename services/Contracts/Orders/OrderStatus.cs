namespace Trading.Contracts;

/// <summary>
/// State of an order. <see cref="Denied"/> is our own refusal (a risk rule), <see cref="Rejected"/> the venue's;
/// <see cref="Unknown"/> is a request whose outcome the venue did not tell: it is resolved by client order id, never resent.
/// </summary>
public enum OrderStatus : byte
{
    PendingNew = 0,
    Accepted = 1,
    PartiallyFilled = 2,
    Filled = 3,
    PendingCancel = 4,
    Cancelled = 5,
    Denied = 6,
    Rejected = 7,
    Expired = 8,
    Unknown = 9,
}
