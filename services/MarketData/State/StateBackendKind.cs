namespace Trading.MarketData.State;

/// <summary>Where checkpoints of the open windows are kept.</summary>
internal enum StateBackendKind
{
    /// <summary>The configured database: PostgreSQL, or SQLite where that is the store.</summary>
    Database = 0,

    /// <summary>Redis, at <c>Redis:Endpoint</c>.</summary>
    Redis,

    /// <summary>This process: gone with it. The open windows of a new process are built from the stored trades.</summary>
    Memory,
}
