using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Downloader.CommandLine;
using Trading.MarketStore.Bars;

namespace Trading.Cli;

/// <summary>Bars of the store that the services fill.</summary>
internal sealed class StoredHistory : IBarHistory
{
    private readonly ServiceProvider _services;
    private readonly BacktestWish _wish;

    private StoredHistory(ServiceProvider services, BacktestWish wish) => (_services, _wish) = (services, wish);

    private IBarStore Bars => _services.GetRequiredService<IBarStore>();

    public static async Task<StoredHistory> OpenAsync(BacktestWish wish, CancellationToken cancellationToken) => new(
        await CommandServices.BuildAsync(
            new CommandSettings(wish.Venue, Url: null, ArchiveUrl: null, wish.Database, wish.Json, Verbose: false), cancellationToken,
            mustExist: true),
        wish);

    public async Task<(DateTime First, DateTime Last)?> ExtentAsync(string symbol, CancellationToken cancellationToken) =>
        await EndAsync(symbol, newest: false, cancellationToken) is { } first
            && await EndAsync(symbol, newest: true, cancellationToken) is { } last
                ? (first, last)
                : null;

    public IAsyncEnumerable<Bar> ReadAsync(string symbol, DateTime from, DateTime to, CancellationToken cancellationToken) =>
        Bars.ReadBarsAsync(IdOf(symbol), _wish.Interval, new BarQuery(from, to), cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private InstrumentId IdOf(string symbol) => new(_wish.Venue.Name, symbol);

    private async Task<DateTime?> EndAsync(string symbol, bool newest, CancellationToken cancellationToken)
    {
        // The newest one may still be open.
        var query = new BarQuery(_wish.Start, _wish.End, Limit: 2, Newest: newest);
        DateTime? end = null;
        await foreach (var bar in Bars.ReadBarsAsync(IdOf(symbol), _wish.Interval, query, cancellationToken))
        {
            end = bar.Closed && (newest || end is null) ? bar.OpenTime : end;
        }

        return end;
    }
}
