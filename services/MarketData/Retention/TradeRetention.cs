using System.Data.Common;
using System.Net.Sockets;
using Trading.Exchanges.Venues;
using Trading.MarketData.Flow;
using Trading.MarketData.Processing;
using Trading.MarketData.Recovery;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Retention;

/// <summary>
/// Drops the days of trades that are older than <see cref="MarketDataOptions.RetentionDays"/>: at start, once the state of the last run
/// has been restored from them at every venue, and every hour. What could not be dropped is dropped in a later round.
/// </summary>
internal sealed class TradeRetention(
    PerVenue<MarketDataModule> venues,
    MarketDataOptions options,
    ITradeStore store,
    TimeProvider clock,
    ILogger<TradeRetention> log) : BackgroundService
{
    public static readonly TimeSpan Round = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.RetentionDays == 0)
        {
            return;
        }

        await Task.WhenAll(venues.All<TickProcessor>().Select(processor => processor.Ready)).WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Round, clock);
        do
        {
            await RunAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var venue in venues.Venues)
            {
                await CloseGapsAsync(venue.Name, cancellationToken);
            }

            var now = clock.GetUtcNow().UtcDateTime;
            foreach (var day in await store.TradeDaysAsync(options.KeepFrom(now) ?? DateOnly.MinValue, cancellationToken))
            {
                await store.DropTradeDayAsync(day, now, cancellationToken);
                log.DayDropped(day, options.RetentionDays);
            }
        }
        catch (Exception fault) when (fault is DbException or IOException or TimeoutException or SocketException)
        {
            log.RetentionPostponed(fault.Message, Round.TotalMinutes);
        }
    }

    private async Task CloseGapsAsync(string venue, CancellationToken cancellationToken)
    {
        var universe = venues.Of<MarketUniverse>(venue);
        await foreach (var gap in venues.Of<ExpiredGaps>(venue).CloseAsync(symbol: null, cancellationToken))
        {
            log.GapExpired(gap.Instrument.Symbol, gap.From, gap.To);
            if (universe.Symbols.Find(gap.Instrument.Symbol) is >= 0 and var symbol)
            {
                await venues.Of<TickChannel>(venue).WriteAsync(
                    new PipelineCommand.GiveUp(symbol, gap.Id, ExpiredGaps.Reason), cancellationToken);
            }
        }
    }
}
