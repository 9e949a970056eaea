namespace Trading.MarketData.Tests.Venue;

internal enum FrameFate
{
    Send = 0,
    Drop,
    SendTwice,

    /// <summary>Send it, then cut the connection.</summary>
    Cut,
}
