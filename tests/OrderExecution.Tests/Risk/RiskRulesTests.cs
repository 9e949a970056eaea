using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Tests.Risk;

public sealed class RiskRulesTests
{
    private static readonly RiskLimits Limits = new()
    {
        MaxNotional = 1000,
        MaxOrderQuantity = 20,
        PriceCollarRatio = 0.05m,
        MaxReferenceAgeMs = 1000,
        MaxOpenOrders = 3,
        MaxOrdersPerSecond = 2,
        MaxPosition = 3000,
        MaxExposure = 4000,
    };

    // A buy of 1 at a reference of 100, nothing else open: everything may pass.
    private static readonly OrderTerms Buy = Orders.Draft(quantity: 1);
    private static readonly RiskInput Fine = new(Buy, 100, 0, 0, 0, 0, 0, 0, 0, false, null);

    [Fact]
    public void Lets_an_order_within_all_limits_pass() => Assert.Null(Denial(Fine));

    [Fact]
    public void Denies_everything_while_halted() => Denied("killSwitch", Fine with { Halted = true });

    [Fact]
    public void Denies_a_request_that_waited_too_long() => Denied("staleRequest", Fine with { RequestAgeMs = 30_001 });

    [Fact]
    public void Denies_without_a_reference_price() => Denied("priceReference", Fine with { ReferencePrice = null });

    [Fact]
    public void Denies_while_the_feed_is_stale() => Denied("stalePrice", Fine with { FeedProblem = "book out of sync" });

    [Fact]
    public void A_feed_is_trusted_only_while_it_says_that_it_is_well()
    {
        var now = DateTime.UtcNow;
        var prices = new ReferencePrices();
        Assert.NotNull(prices.FeedProblem("BTCUSDT", now));
        prices.Observe("BTCUSDT", new FeedHealth(null, now, now));
        Assert.Null(prices.FeedProblem("BTCUSDT", now.AddSeconds(30)));
        Assert.NotNull(prices.FeedProblem("BTCUSDT", now.AddSeconds(31)));
        prices.Observe("BTCUSDT", new FeedHealth("book out of sync", now.AddSeconds(-1), now));
        Assert.Null(prices.FeedProblem("BTCUSDT", now));
    }

    [Fact]
    public void Denies_on_a_stale_reference_price()
    {
        Denied("priceReference", Fine with { ReferenceAgeMs = 1001 });
        Assert.Null(Denial(Fine with { ReferenceAgeMs = 1000 }));
    }

    [Fact]
    public void A_price_that_is_old_or_missing_is_explained_by_the_feed()
    {
        var ended = Fine with { ReferenceAgeMs = 1001, FeedProblem = "the replay has ended" };
        Assert.Equal("The reference price is 1001 ms old, more than 1000 ms: the replay has ended.", Denial(ended)?.Reason);
        Assert.Equal("The reference price is 1001 ms old, more than 1000 ms.", Denial(ended with { FeedProblem = null })?.Reason);
        var missing = ended with { ReferencePrice = null };
        Assert.Equal("No reference price has been seen for the symbol: the replay has ended.", Denial(missing)?.Reason);
    }

    [Fact]
    public void Denies_above_the_notional_limit()
    {
        Denied("maxNotional", Fine with { Terms = Buy with { Quantity = 10.01m } });
        Assert.Null(Denial(Fine with { Terms = Buy with { Quantity = 10 } }));
    }

    [Fact]
    public void Values_a_sell_limit_below_the_market_at_the_market() =>
        Denied("maxNotional", Fine with { Terms = Buy with { Side = Side.Sell, Type = OrderType.Limit, Quantity = 10.01m, Price = 96 } });

    [Fact]
    public void Denies_above_the_quantity_limit() =>
        Denied("maxOrderQuantity", Fine with { Terms = Buy with { Quantity = 21 }, ReferencePrice = 1 });

    [Theory]
    [InlineData(94.99, true)]
    [InlineData(95, false)]
    [InlineData(105, false)]
    [InlineData(105.01, true)]
    public void Denies_a_price_outside_the_collar(double price, bool denied) =>
        Assert.Equal(
            denied ? "priceCollar" : null, Denial(Fine with { Terms = Buy with { Type = OrderType.Limit, Price = (decimal)price } })?.Rule);

    [Fact]
    public void The_collar_holds_for_stop_prices_too() =>
        Denied("priceCollar", Fine with { Terms = Buy with { Type = OrderType.Stop, StopPrice = 120 } });

    [Fact]
    public void Denies_what_the_venue_would_refuse_anyway() => Denied("venueFilter", Fine with { FilterViolation = new("lotSize", "step 0.00001; the quantity is 0.000001") });

    [Fact]
    public void A_reduce_only_order_may_not_exceed_what_is_left_to_reduce()
    {
        var sell = Fine with { Terms = Buy with { Side = Side.Sell, ReduceOnly = true, Quantity = 2 }, Position = 5, OpenSells = 3 };
        Assert.Null(Denial(sell));
        Denied("reduceOnly", sell with { Terms = sell.Terms with { Quantity = 2.1m } });
        Denied("reduceOnly", sell with { Terms = sell.Terms with { Side = Side.Buy } });
        Denied("reduceOnly", sell with { Position = 0, OpenSells = 0 });
    }

    [Fact]
    public void Denies_one_open_order_too_many()
    {
        Assert.Null(Denial(Fine with { OpenOrders = 2 }));
        Denied("maxOpenOrders", Fine with { OpenOrders = 3 });
    }

    [Fact]
    public void Denies_one_order_too_many_within_a_second() => Denied("orderRate", Fine with { OrdersInLastSecond = 2 });

    [Fact]
    public void Open_orders_count_towards_the_position_limit()
    {
        Assert.Null(Denial(Fine with { Position = 20, OpenBuys = 9 }));
        Denied("maxPosition", Fine with { Position = 20, OpenBuys = 9.01m });
    }

    [Fact]
    public void An_order_towards_flat_passes_above_the_position_limit() =>
        Assert.Null(Denial(Fine with { Terms = Buy with { Side = Side.Sell, Quantity = 5 }, Position = 50 }));

    [Fact]
    public void Other_symbols_count_towards_the_exposure_limit() => Denied("maxExposure", Fine with { Position = 20, OtherExposure = 1950 });

    [Fact]
    public void A_limit_of_zero_is_off()
    {
        var off = new RiskLimits { MaxNotional = 0, MaxOrderQuantity = 0, PriceCollarRatio = 0, MaxOpenOrders = 0, MaxOrdersPerSecond = 0, MaxPosition = 0, MaxExposure = 0 };
        var wild = Fine with
        {
            Terms = Buy with { Quantity = 1e9m, Type = OrderType.Limit, Price = 1 },
            OpenOrders = 9999,
            OrdersInLastSecond = 9999,
            OtherExposure = 1e12m,
        };

        Assert.Null(RiskGate.Check(0, wild, off, SilentProbe.Instance, out _));
    }

    [Fact]
    public void Only_an_order_that_passed_is_approved()
    {
        RiskGate.Check("order", Fine with { Halted = true }, Limits, SilentProbe.Instance, out var refused);
        RiskGate.Check("order", Fine, Limits, SilentProbe.Instance, out var approved);

        Assert.Null(refused);
        Assert.Equal("order", approved!.Value);
    }

    private static void Denied(string rule, RiskInput input) => Assert.Equal(rule, Denial(input)?.Rule);

    private static RiskDenial? Denial(RiskInput input) => RiskGate.Check(0, input, Limits, SilentProbe.Instance, out _);
}
