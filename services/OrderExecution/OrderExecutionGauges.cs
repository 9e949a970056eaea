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

    public OrderExecutionGauges(
        IMeterFactory meters,
        TradingState state,
        HaltProgress progress,
        ReferencePrices prices,
        AccountBook accounts,
        OutboxBacklog backlog,
        VenueAccess access,
        UserStreamState stream,
        BalanceState balances)
    {
        var meter = meters.Create(OrderExecutionMetrics.Name);
        meter.CreateObservableGauge("trading_halted", () => state.Halt.Halted ? 1 : 0);
        meter.CreateObservableGauge("halt_cancels_pending", () => progress.Pending);
        meter.CreateObservableGauge("outbox_pending", () => backlog.Pending);
        meter.CreateObservableGauge("outbox_oldest_seconds", () => backlog.OldestSeconds, "s");
        meter.CreateObservableGauge(
            "websocket_connections",
            () => new Measurement<int>(stream.IsUp ? 1 : 0, new KeyValuePair<string, object?>("channel", "user-data")));
        meter.CreateObservableGauge("lp_connected", () => Providers(access, stream));
        Positions(meter, "positions_active", state, prices, (position, _) => position.Quantity == 0 ? 0 : 1);
        Positions(meter, "positions_unrealized_pnl", state, prices, (position, price) => position.UnrealizedPnl(price));
        Positions(meter, "positions_realized_pnl", state, prices, (position, _) => position.RealizedPnl);
        Positions(meter, "positions_net_exposure", state, prices, (position, price) => position.Quantity * price);
        Accounts(meter, "account_balance", accounts, value => value.Balance);
        Accounts(meter, "account_equity", accounts, value => value.Equity);
        Accounts(meter, "account_margin_used", accounts, value => value.MarginUsed);
        Accounts(meter, "account_margin_free", accounts, value => value.MarginFree);
        meter.CreateObservableGauge(
            "account_balance_difference",
            () => balances.Differences.Take(MaxDifferences).Select(difference => new Measurement<double>(
                (double)difference.Difference,
                new KeyValuePair<string, object?>("account", difference.Account),
                new KeyValuePair<string, object?>("asset", difference.Asset))));
        Accounts(meter, "account_margin_usage_ratio", accounts, value => value.MarginUsageRatio);
    }

    private static IEnumerable<Measurement<int>> Providers(VenueAccess access, UserStreamState stream)
    {
        if (!access.IsOpen)
        {
            return [];
        }

        var name = new KeyValuePair<string, object?>("lp", access.Venue.Name);
        return
        [
            new(access.Venue.IsConnected ? 1 : 0, name, new("protocol", access.Venue.Protocol)),
            new(stream.IsUp ? 1 : 0, name, new("protocol", "ws")),
        ];
    }

    private static void Positions(
        Meter meter, string name, TradingState state, ReferencePrices prices, Func<Position, decimal, decimal> value) =>
        meter.CreateObservableGauge(
            name,
            () => state.Positions().GroupBy(position => position.Symbol, StringComparer.Ordinal).Select(group => new Measurement<double>(
                (double)group.Sum(position => value(position, prices.Find(group.Key)?.Price ?? position.AverageEntryPrice)),
                new KeyValuePair<string, object?>("symbol", group.Key))));

    private static void Accounts(Meter meter, string name, AccountBook accounts, Func<AccountValue, decimal> value) =>
        meter.CreateObservableGauge(name, () => accounts.All().Select(account => new Measurement<double>(
                (double)value(accounts.ValueOf(account)), new KeyValuePair<string, object?>("account", account.Account))));
}
