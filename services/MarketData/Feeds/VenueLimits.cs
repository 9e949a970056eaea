using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.MarketData.Feeds;

/// <summary>
/// Takes over the venue's own request limit and clock at start, for everything in this process that passes its weight gate. Until the
/// venue has answered, the documented limit holds.
/// </summary>
internal sealed class VenueLimits(
    MarketUniverse universe, IVenueHistory history, TimeProvider clock, ILogger<VenueLimits> log) : BackgroundService
{
    /// <summary>A longer list of symbols does not fit in an address; the venue answers for all of them then.</summary>
    private const int MostSymbols = 100;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IReadOnlyCollection<string>? symbols = universe.Symbols.Count <= MostSymbols ? [.. universe.Symbols.Names] : null;
        for (var pause = Retry; ; pause = pause * 2 < LongestRetry ? pause * 2 : LongestRetry)
        {
            try
            {
                await history.ExchangeInfoAsync(symbols, cancellationToken: stoppingToken);
                log.LimitLearned(universe.Venue, history.Gate.Budget.Limit);
                return;
            }
            catch (VenueException fault)
            {
                log.LimitNotLearned(universe.Venue, history.Gate.Budget.Limit, fault.Message);
                await Task.Delay(pause, clock, stoppingToken);
            }
        }
    }
}
