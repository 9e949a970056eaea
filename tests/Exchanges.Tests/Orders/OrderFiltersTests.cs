using Trading.Contracts;
using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Tests.Orders;

public sealed class OrderFiltersTests
{
    private static readonly Instrument Btc = new(
        new InstrumentId("simulator", "BTCUSDT"), "BTC", "USDT", true, 0.01m, 1_000_000m, 0.01m, 0.00001m, 9000m, 0.00001m, 0.0001m, 100m, 0.0001m, 5m, 9_000_000m);

    [Theory]
    [InlineData("0.001", "60000.01", null)]
    [InlineData("0.000001", "60000.01", "lotSize")]
    [InlineData("0.00101", "60000", null)]
    [InlineData("0.0010005", "60000", "lotSize")]
    [InlineData("9001", "60000", "lotSize")]
    [InlineData("0.001", "60000.015", "priceFilter")]
    [InlineData("0.001", "1000001", "priceFilter")]
    [InlineData("0.00005", "60000", "notional")]
    [InlineData("9000", "60000", "notional")]
    public void Names_the_rule_that_a_limit_order_breaks(string quantity, string price, string? rule) =>
        Assert.Equal(rule, OrderFilters.Violation(Btc, OrderType.Limit, Decimal(quantity), Decimal(price), null, 60_000m)?.Filter);

    [Theory]
    [InlineData("0.0010005", "60000", "step 0.00001, minimum 0.00001, maximum 9000; the quantity is 0.0010005")]
    [InlineData("0.001", "60000.015", "tick 0.01, minimum 0.01, maximum 1000000; the price is 60000.015")]
    [InlineData("0.00005", "60000", "minimum 5, maximum 9000000; the notional is 3")]
    public void Gives_the_numbers_of_the_rule_and_of_the_order(string quantity, string price, string numbers) =>
        Assert.Equal(numbers, OrderFilters.Violation(Btc, OrderType.Limit, Decimal(quantity), Decimal(price), null, 60_000m)?.Numbers);

    [Theory]
    [InlineData("0.001", null)]
    [InlineData("0.00015", "marketLotSize")]
    [InlineData("101", "marketLotSize")]
    public void Measures_market_orders_by_their_own_lot(string quantity, string? rule) =>
        Assert.Equal(rule, OrderFilters.Violation(Btc, OrderType.Market, Decimal(quantity), null, null, 60_000m)?.Filter);

    [Fact]
    public void Takes_no_order_for_a_symbol_that_does_not_trade() =>
        Assert.Equal("symbolNotTrading", OrderFilters.Violation(Btc with { IsTrading = false }, OrderType.Market, 1, null, null, 60_000m)?.Filter);

    [Fact]
    public void A_rule_of_zero_is_off() =>
        Assert.Null(OrderFilters.Violation(
            Btc with { TickSize = 0, MaxPrice = 0, StepSize = 0, MaxQuantity = 0, MaxNotional = 0 }, OrderType.Limit, 123456.123456789m, 9_999_999.999m, null, null));

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
