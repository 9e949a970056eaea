using System.Reflection;

namespace Trading.Contracts.Tests;

public sealed class MessageShapeTests
{
    /// <summary>The names are the wire contract: renaming a message strands what is queued under the old name.</summary>
    private static readonly string[] BusMessages =
    [
        "TicksPublished", "BarClosed", "FeedStatusChanged", "GapDetected", "BackfillRequested", "BackfillCompleted", "DownloadProgressed", "SignalRaised",
        "SubmitOrder", "CancelOrder", "OrderAccepted", "OrderDenied", "OrderRejected", "OrderFilled", "OrderCancelled",
        "PositionChanged", "PortfolioValued", "TradingHalted",
    ];

    private static IEnumerable<Type> MessageTypes => BusMessages.Select(name => typeof(TicksPublished).Assembly.GetType($"Trading.Contracts.{name}")
        ?? throw new InvalidOperationException($"{name} is not in Trading.Contracts"));

    [Fact]
    public void Every_bus_message_is_a_sealed_reference_type_without_a_base()
    {
        Assert.All(MessageTypes, type => Assert.True(type is { IsSealed: true, IsClass: true } && type.BaseType == typeof(object), type.Name));
    }

    [Fact]
    public void Money_and_sizes_are_decimals_and_every_time_is_a_date_time()
    {
        var doubles = MessageTypes.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => property.PropertyType == typeof(double) || property.PropertyType == typeof(float) || property.PropertyType == typeof(DateTimeOffset))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.Equal(["SignalRaised.Score", "SignalRaised.Confidence"], doubles);
    }

    [Fact]
    public void Contracts_reference_nothing_but_the_framework()
    {
        Assert.All(
            typeof(TicksPublished).Assembly.GetReferencedAssemblies(),
            reference => Assert.StartsWith("System", reference.Name!, StringComparison.Ordinal));
    }
}
