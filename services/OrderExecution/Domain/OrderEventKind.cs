namespace Trading.OrderExecution.Domain;

internal enum OrderEventKind : byte
{
    Created = 0,
    Denied = 1,
    Accepted = 2,
    Rejected = 3,
    OutcomeUnknown = 4,
    Filled = 5,
    CancelRequested = 6,
    CancelRefused = 7,
    Cancelled = 8,
    Expired = 9,
}
