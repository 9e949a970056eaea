using Trading.Contracts;

namespace Trading.MarketStore.Trades;

/// <summary>Writes trades and drops their days; each database has its own way.</summary>
internal interface ITradeWriter
{
    Task<int> WriteAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken);

    Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly before, CancellationToken cancellationToken);

    Task DropAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken);
}
