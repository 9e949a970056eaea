namespace Trading.MarketData.Connections;

/// <summary>What is done about a stream that has died while its connection lives.</summary>
internal enum StreamRepair
{
    None = 0,

    /// <summary>UNSUBSCRIBE and SUBSCRIBE on the open connection.</summary>
    Resubscribe,

    /// <summary>That has not helped: a new connection takes over.</summary>
    Replace,
}
