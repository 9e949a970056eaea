using MassTransit;
using Trading.Backtesting.Statistics;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Live;

/// <summary>Adds a point to every running strategy's equity curve each period and tells the bus.</summary>
internal sealed class EquityRecorder(
    PaperEngine engine,
    EquityTable table,
    IBus bus,
    PaperOptions options,
    VenueFeeds feeds,
    TimeProvider clock,
    ILogger<EquityRecorder> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.EquityIntervalSeconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RecordAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The database or the broker does not answer: the next period tries again, and trading does not stop for a curve.
                logger.EquityNotRecorded(exception);
            }
        }
    }

    private async Task RecordAsync(CancellationToken cancellationToken)
    {
        foreach (var snapshot in await engine.ValueAsync(cancellationToken))
        {
            if (snapshot.Strategy.State != StrategyState.Running)
            {
                continue;
            }

            var now = feeds.Of(snapshot.Strategy.Venue).Time.Now;
            var value = snapshot.Value;
            await table.AddAsync(
                snapshot.Strategy.Id, new EquityPoint(now, value.Equity, snapshot.Account.Cash, value.Drawdown), snapshot.Account,
                snapshot.Positions,
                cancellationToken);
            await bus.Publish(
                new PortfolioValued
                {
                    Account = snapshot.Strategy.Id,
                    Venue = snapshot.Strategy.Venue,
                    Strategy = snapshot.Strategy.Id,
                    Cash = snapshot.Account.Cash,
                    Equity = value.Equity,
                    RealizedPnl = value.RealizedPnl,
                    UnrealizedPnl = value.UnrealizedPnl,
                    Fees = snapshot.Account.Fees,
                    TotalPnl = snapshot.TotalPnl,
                    ValuedAt = now,
                },
                cancellationToken);
        }
    }
}
