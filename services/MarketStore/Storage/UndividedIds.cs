using System.Data.Common;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>A table in one piece.</summary>
internal sealed class UndividedIds : IIdSpans
{
    public ValueTask<List<IdSpan>> ReadAsync(
        DbConnection connection, InstrumentId instrument, long? fromId, long? toId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<List<IdSpan>>([IdSpan.WholeTable]);
}
