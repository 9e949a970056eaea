namespace Trading.Strategies;

/// <summary>Features of an order.</summary>
public static class OrderFeature
{
    /// <summary>All that the order needs; a short position is known by the account alone.</summary>
    public static OrderFeatures Of(WorkingOrder order) => Of(order.Kind)
        | (order.Bracket is null && order.StopLoss is null && order.TakeProfit is null ? OrderFeatures.None : OrderFeatures.Bracket);

    /// <summary>The names in a sentence.</summary>
    public static string Names(OrderFeatures features) => string.Join(
        ", ", Enum.GetValues<OrderFeatures>().Where(each => each != OrderFeatures.None && features.HasFlag(each)));

    private static OrderFeatures Of(OrderKind kind) => kind switch
    {
        OrderKind.Limit => OrderFeatures.Limit,
        OrderKind.Stop => OrderFeatures.Stop,
        OrderKind.StopLimit => OrderFeatures.Stop | OrderFeatures.Limit,
        OrderKind.TakeProfit => OrderFeatures.TakeProfit,
        OrderKind.TrailingStop => OrderFeatures.TrailingStop,
        _ => OrderFeatures.None,
    };
}
