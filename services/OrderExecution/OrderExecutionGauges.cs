using System.Diagnostics.Metrics;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Feeds;
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
        meter.CreateObservableGauge("trading_halted", () => state.Halt.Halted ? 1 : 0, description: "1 while the kill switch is on.");
        meter.CreateObservableGauge("halt_cancels_pending", () => progress.Pending, description: "Orders that a halt wants cancelled and that have not ended.");
        meter.CreateObservableGauge("outbox_pending", () => backlog.Pending, description: "Committed messages that are not published yet.");
        meter.CreateObservableGauge("outbox_oldest_seconds", () => backlog.OldestSeconds, "s", "Age of the oldest of them.");
        meter.CreateObservableGauge(
            "websocket_connections",
            () => new Measurement<int>(stream.IsUp ? 1 : 0, new KeyValuePair<string, object?>("channel", "user-data")),
            description: "Open WebSocket connections.");
        meter.CreateObservableGauge("lp_connected", () => Providers(access, stream), description: "1 while the liquidity provider answers.");
        Positions(meter, "positions_active", "Accounts that hold a position in the symbol.", state, prices, (position, _) => position.Quantity == 0 ? 0 : 1);
        Positions(meter, "positions_unrealized_pnl", "Unrealised profit, USD.", state, prices, (position, price) => position.UnrealizedPnl(price));
        Positions(meter, "positions_realized_pnl", "Realised profit without fees, USD.", state, prices, (position, _) => position.RealizedPnl);
        Positions(meter, "positions_net_exposure", "Net position at the reference price, USD.", state, prices, (position, price) => position.Quantity * price);
        Accounts(meter, "account_balance", "Cash, quote currency.", accounts, value => value.Balance);
        Accounts(meter, "account_equity", "Cash and holdings, quote currency.", accounts, value => value.Equity);
        Accounts(meter, "account_margin_used", "Bound by open orders, quote currency.", accounts, value => value.MarginUsed);
        Accounts(meter, "account_margin_free", "Equity that is not bound, quote currency.", accounts, value => value.MarginFree);
        meter.CreateObservableGauge(
            "account_balance_difference",
            () => balances.Differences.Take(MaxDifferences).Select(difference => new Measurement<double>(
                (double)difference.Difference,
                new KeyValuePair<string, object?>("account", difference.Account),
                new KeyValuePair<string, object?>("asset", difference.Asset))),
            description: "Balance at the venue minus what fills and fees explain, in units of the asset.");
        Accounts(meter, "account_margin_usage_ratio", "Used over equity, 0 to 1.", accounts, value => value.MarginUsageRatio);
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
        Meter meter, string name, string description, TradingState state, ReferencePrices prices, Func<Position, decimal, decimal> value) =>
        meter.CreateObservableGauge(
            name,
            () => state.Positions().GroupBy(position => position.Symbol, StringComparer.Ordinal).Select(group => new Measurement<double>(
                (double)group.Sum(position => value(position, prices.Find(group.Key)?.Price ?? position.AverageEntryPrice)),
                new KeyValuePair<string, object?>("symbol", group.Key))),
            description: description);

    private static void Accounts(Meter meter, string name, string description, AccountBook accounts, Func<AccountValue, decimal> value) =>
        meter.CreateObservableGauge(
            name,
            () => accounts.All().Select(account => new Measurement<double>(
                (double)value(accounts.ValueOf(account)), new KeyValuePair<string, object?>("account", account.Account))),
            description: description);
}
