namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>An order waiting in a price level's queue, oldest first. Orders of the house have no <see cref="Client"/>.</summary>
internal sealed class RestingOrder
{
    public ClientOrder? Client { get; set; }

    public long Remaining { get; set; }

    internal PriceLevel? Level { get; set; }

    internal RestingOrder? Next { get; set; }

    internal RestingOrder? Previous { get; set; }
}
