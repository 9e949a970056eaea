namespace Trading.Contracts;

public enum FeedStatus : byte
{
    Disconnected = 0,
    Connecting = 1,
    Connected = 2,

    /// <summary>Connected, but silent for longer than its watchdog allows, or its book is not proven in sync.</summary>
    Stale = 3,

    /// <summary>Connected to a recording that has come to its end: there is nothing more to come.</summary>
    Ended = 4,
}
