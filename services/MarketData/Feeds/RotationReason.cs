namespace Trading.MarketData.Feeds;

/// <summary>Why a living connection is replaced by a new one.</summary>
internal enum RotationReason
{
    /// <summary>It nears the age at which the venue cuts it.</summary>
    Age = 0,

    /// <summary>The venue has announced that it will close it.</summary>
    ServerShutdown,

    /// <summary>A stream stayed silent although it was subscribed to again.</summary>
    SilentStream,
}
