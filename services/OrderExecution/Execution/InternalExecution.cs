using System.Globalization;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Execution;

/// <summary>Runs the internal book at the prices of one venue: fills at once what crosses, keeps the rest and tries it again at each new
/// price.</summary>
internal sealed class InternalExecution(
    OrderUpdates updates,
    TradingState state,
    HaltProgress halt,
    ReferencePrices prices,
    MarketTime market,
    VenueAccess access,
    OrdersOptions options,
    TimeProvider time)
{
    public async Task<Order> ExecuteAsync(Order order, bool resting, CancellationToken cancellationToken)
    {
        var bookId = string.Create(CultureInfo.InvariantCulture, $"b-{order.Id:N}");
        // A resting order waits while the feed is stale; a new one has passed the risk gate a moment ago.
        if (prices.Find(order.Symbol) is not { } reference
            || (resting && prices.FeedProblem(order.Symbol, time.GetUtcNow().UtcDateTime) is not null))
        {
            return order;
        }

        var decision = InternalBook.Decide(order, reference.Price, options.InternalSpreadRatio, resting);
        if (decision.FillPrice is { } price)
        {
            // A halt stops the internal book as well, but for the orders that it keeps.
            if (resting && !state.Switch.TryPass(order.Id) && !halt.Keeps(order))
            {
                return order;
            }

            // One order has one internal fill, so its id is known beforehand: a repeated attempt cannot fill it twice.
            var at = market.Of(order.Symbol) ?? time.GetUtcNow().UtcDateTime;
            var fill = new Fill(
                bookId, price, order.Quantity, 0, options.QuoteCurrency, resting ? Liquidity.Maker : Liquidity.Taker, at);
            return await updates.FillAsync(order, bookId, fill, cancellationToken);
        }

        if (decision.Expires)
        {
            return await updates.StepAsync(
                order, (current, at, trace) => OrderMachine.Expire(current, "not filled at once", at, trace), cancellationToken);
        }

        return resting
            ? order
            : await updates.StepAsync(order, (current, at, trace) => OrderMachine.Accept(current, bookId, at, trace), cancellationToken);
    }

    /// <summary>Tries every resting order of the symbol at its new price.</summary>
    public async Task OnPriceAsync(string symbol, CancellationToken cancellationToken)
    {
        foreach (var order in state.RestingInternally(access.Name, symbol))
        {
            await ExecuteAsync(order, resting: true, cancellationToken);
        }
    }
}
