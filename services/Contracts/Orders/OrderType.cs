namespace Trading.Contracts;

public enum OrderType : byte
{
    Market = 0,
    Limit = 1,

    /// <summary>A market order once the stop price has traded.</summary>
    Stop = 2,

    /// <summary>A limit order once the stop price has traded.</summary>
    StopLimit = 3,
}
