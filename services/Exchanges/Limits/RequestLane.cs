namespace Trading.Exchanges.Limits;

/// <summary>Who goes first when weight is short: orders before resynchronisation before backfill.</summary>
public enum RequestLane
{
    Orders = 0,

    /// <summary>What live data needs to be right again: snapshots, the trades of a reconnect.</summary>
    Resync = 1,

    /// <summary>History. Paced over the window, so that the other lanes always find weight left.</summary>
    Backfill = 2,
}
