using Trading.Contracts;

namespace Trading.MarketStore.Bulk;

/// <summary>Writes whose speed matters; each database has its own way.</summary>
internal interface IBulkWriter
{
    /// <summary>All rows or none. Returns how many were added or changed.</summary>
    Task<int> WriteAsync<T>(FactTable<T> table, InstrumentId instrument, IReadOnlyList<T> rows, CancellationToken cancellationToken);
}
