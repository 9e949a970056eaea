using System.Diagnostics.Metrics;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Messaging;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution;

/// <summary>Gauges, read from the live state when scraped: nothing on the order's way writes them.</summary>
internal sealed class OrderExecutionGauges
{
    // An account may hold hundreds of assets; one series is enough for the alert, the API has them all.
    private const int MaxDifferences = 20;

    public OrderExecutionGauges(IMeterFactory meters, TradingState state, HaltProgress progress, OutboxBacklog backlog, OrderVenues venues)
    {
        var meter = meters.Create(OrderExecutionMetrics.Name);
        meter.CreateObservableGauge("trading_halted", () => state.Halt.Halted ? 1 : 0);
        meter.CreateObservableGauge("halt_cancels_pending", () => progress.Pending);
        meter.CreateObservableGauge("outbox_pending", () => backlog.Pending);
        meter.CreateObservableGauge("outbox_oldest_seconds", () => backlog.OldestSeconds, "s");
        meter.CreateObservableGauge("websocket_connections", () => venues.Run.Select(venue => new Measurement<int>(
            venues.Of<UserStreamState>(venue.Name).IsUp ? 1 : 0, new("channel", "user-data"), new("venue", venue.Name))));
        meter.CreateObservableGauge("lp_connected", () => venues.All<VenueAccess>().Where(access => access.IsOpen)
            .SelectMany(access => Provider(access, venues.Of<UserStreamState>(access.Name))));
        Positions(meter, "positions_active", state, venues, (position, _) => position.Quantity == 0 ? 0 : 1);
        Positions(meter, "positions_unrealized_pnl", state, venues, (position, price) => position.UnrealizedPnl(price));
        Positions(meter, "positions_realized_pnl", state, venues, (position, _) => position.RealizedPnl);
        Positions(meter, "positions_net_exposure", state, venues, (position, price) => position.Quantity * price);
        Accounts(meter, "account_balance", venues, value => value.Balance);
        Accounts(meter, "account_equity", venues, value => value.Equity);
        Accounts(meter, "account_margin_used", venues, value => value.MarginUsed);
        Accounts(meter, "account_margin_free", venues, value => value.MarginFree);
        meter.CreateObservableGauge(
            "account_balance_difference",
            () => venues.All<BalanceState>().SelectMany(balances => balances.Differences.Take(MaxDifferences)).Select(
                difference => new Measurement<double>(
                    (double)difference.Difference, new("account", difference.Account), new("venue", difference.Venue),
                    new("asset", difference.Asset))));
        Accounts(meter, "account_margin_usage_ratio", venues, value => value.MarginUsageRatio);
    }

    private static IEnumerable<Measurement<int>> Provider(VenueAccess access, UserStreamState stream)
    {
        var name = new KeyValuePair<string, object?>("lp", access.Name);
        return
        [
            new(access.Venue.IsConnected ? 1 : 0, name, new("protocol", access.Venue.Protocol)),
            new(stream.IsUp ? 1 : 0, name, new("protocol", "ws")),
        ];
    }

    private static void Positions(
        Meter meter, string name, TradingState state, OrderVenues venues, Func<Position, decimal, decimal> value) =>
        meter.CreateObservableGauge(
            name,
            () => state.Positions().GroupBy(position => (position.Venue, position.Symbol)).Select(group => new Measurement<double>(
                (double)group.Sum(position => value(
                    position, venues.Find<ReferencePrices>(group.Key.Venue)?.Find(group.Key.Symbol)?.Price ?? position.AverageEntryPrice)),
                new("venue", group.Key.Venue),
                new("symbol", group.Key.Symbol))));

    private static void Accounts(Meter meter, string name, OrderVenues venues, Func<AccountValue, decimal> value) =>
        meter.CreateObservableGauge(
            name, () => venues.Run.SelectMany(venue => Accounts(venues.Of<BalanceCache>(venue.Name), venue.Name, value)));

    private static IEnumerable<Measurement<double>> Accounts(BalanceCache accounts, string venue, Func<AccountValue, decimal> value) =>
        accounts.All().Select(account => new Measurement<double>(
            (double)value(accounts.ValueOf(account)), new("account", account.Account), new("venue", venue)));
}
