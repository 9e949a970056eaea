using Trading.Contracts;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.MarketStore.Trades;

namespace Trading.Downloader.Files;

/// <summary>Trades, aggregate and single, between the store and files in the archives' layouts.</summary>
internal sealed class TradeFiles(ITradeStore tradeStore, IAggregateStore aggregateStore, VenueCatalog venues, TimeProvider time)
{
    /// <returns>Rows read, and rows that were new.</returns>
    /// <exception cref="InvalidDataException">A line is no aggregate trade. Nothing is stored.</exception>
    public Task<(long Rows, long Stored)> ImportAggregatesAsync(
        string path, InstrumentId instrument, CancellationToken cancellationToken) =>
        ImportAsync(
            path,
            content => AggTradeCsv.Read(content, FactRules.Latest(time)),
            batch => aggregateStore.WriteAggregateTradesAsync(instrument, batch, cancellationToken));

    /// <returns>Rows read, and rows that were new.</returns>
    /// <exception cref="InvalidDataException">A line is no trade. Nothing is stored.</exception>
    public Task<(long Rows, long Stored)> ImportSinglesAsync(string path, InstrumentId instrument, CancellationToken cancellationToken)
    {
        var received = time.GetUtcNow().UtcDateTime;
        return ImportAsync(
            path,
            content => TradeCsv.Read(content, received, FactRules.Latest(time)),
            batch => tradeStore.WriteTradesAsync(instrument, batch, cancellationToken));
    }

    /// <summary>Writes aggregate trades of the time, oldest first; returns how many.</summary>
    public async Task<long> ExportAggregatesAsync(
        string path, InstrumentId instrument, TimeRange range, bool header, CancellationToken cancellationToken)
    {
        var spot = venues.ArchivesOf(instrument.Venue) != ArchiveLayout.Futures;
        var ids = await aggregateStore.AggregateTradeIdsAsync(instrument, range.From, range.To, cancellationToken);
        var trades = ids is { } known
            ? aggregateStore.ReadAggregateTradesAsync(instrument, known, cancellationToken)
            : AsyncEnumerable.Empty<AggregateTrade>();
        return await CsvOutput.WriteAsync(path, header ? AggTradeCsv.Header(spot) : null, trades, Write, cancellationToken);

        int Write(Span<byte> line, in AggregateTrade trade) => AggTradeCsv.Write(line, trade, spot);
    }

    /// <summary>Writes single trades of the time, oldest first; returns how many.</summary>
    public Task<long> ExportSinglesAsync(
        string path, InstrumentId instrument, TimeRange range, bool header, CancellationToken cancellationToken) =>
        CsvOutput.WriteAsync(
            path, header ? TradeCsv.Header : null,
            tradeStore.ReadTradesAsync(instrument, new TradeQuery(From: range.From, To: range.To), cancellationToken), TradeCsv.Write,
            cancellationToken);

    /// <summary>Reads the file twice, the first time for nothing but its faults: a bad file changes nothing.</summary>
    private static async Task<(long Rows, long Stored)> ImportAsync<T>(
        string path, Func<Stream, IEnumerable<List<T>>> read, Func<List<T>, Task<int>> write)
    {
        long rows = 0, stored = 0;
        await using (var content = PublishedFile.Open(path, zip: false))
        {
            rows = PublishedFile.NotEmpty(read(content).Sum(batch => (long)batch.Count));
        }

        await using (var content = PublishedFile.Open(path, zip: false))
        {
            foreach (var batch in read(content))
            {
                stored += await write(batch);
            }
        }

        return (rows, stored);
    }
}
