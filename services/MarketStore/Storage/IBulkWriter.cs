using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>The writes whose speed matters; each back end has its own way.</summary>
internal interface IBulkWriter
{
    Task<int> WriteTradesAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken);

    Task<int> WriteBarsAsync(InstrumentId instrument, IReadOnlyList<Bar> bars, BarSeries series, CancellationToken cancellationToken);

    Task<int> WriteWindowBarsAsync(InstrumentId instrument, IReadOnlyList<WindowBar> bars, CancellationToken cancellationToken);

    Task<int> WriteAggregatesAsync(InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken);

    Task<int> WriteFundingAsync(InstrumentId instrument, IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken);

    Task<IReadOnlyList<DateOnly>> TradeDaysAsync(DateOnly before, CancellationToken cancellationToken);

    Task DropTradeDayAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken);
}
