using System.Data.Common;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>Where in a table the ids of an instrument are.</summary>
internal interface IIdSpans
{
    /// <summary>The parts that may hold ids of the range (null does not bound), ascending; no id of one lies inside another.</summary>
    ValueTask<List<IdSpan>> ReadAsync(
        DbConnection connection, InstrumentId instrument, long? fromId, long? toId, CancellationToken cancellationToken);
}
