namespace Trading.OrderExecution.Storage;

internal enum StoredOrderKind : byte
{
    /// <summary>Stored now, by this call.</summary>
    Created = 0,

    /// <summary>Stored before, by the same request.</summary>
    Same = 1,

    /// <summary>The key belongs to a request with another body.</summary>
    Conflict = 2,
}
