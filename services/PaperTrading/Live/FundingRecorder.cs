using System.Data.Common;
using Trading.Accounting;
using Trading.Contracts;
using Trading.MarketStore.History;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Books the venue's funding to paper accounts with positions in derivatives, from the settlements that are stored. One that comes late is
/// booked late, and none is booked twice.
/// </summary>
internal sealed class FundingRecorder(
    PaperEngine engine, VenueFeeds feeds, IHistoryStore history, TimeProvider clock, ILogger<FundingRecorder> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (feeds.All.All(feed => feed.Terms.Mode == MarginMode.Spot))
        {
            return;
        }

        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                await BookAsync(stoppingToken);
            }
            catch (DbException exception)
            {
                logger.FundingUnread(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task BookAsync(CancellationToken cancellationToken)
    {
        foreach (var held in await engine.FundedPositionsAsync(cancellationToken))
        {
            var settlements = history.ReadFundingAsync(
                new InstrumentId(held.Venue, held.Position.Symbol), held.Since, clock.GetUtcNow().UtcDateTime, cancellationToken);
            await foreach (var settlement in settlements)
            {
                await engine.OnFundingAsync(held.StrategyId, held.Position.Symbol, settlement, cancellationToken);
            }
        }
    }
}

/// <summary>A position that pays or receives funding.</summary>
/// <param name="Since">UTC, from when on settlements may not be booked yet.</param>
internal readonly record struct FundedPosition(string StrategyId, string Venue, Position Position, DateTime Since);
