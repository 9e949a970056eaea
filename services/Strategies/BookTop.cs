namespace Trading.Strategies;

/// <summary>The best bid and ask of a book.</summary>
/// <param name="Time">UTC, when the venue changed it.</param>
/// <param name="BidQuantity">Base currency.</param>
/// <param name="AskQuantity">Base currency.</param>
public readonly record struct BookTop(DateTime Time, decimal Bid, decimal BidQuantity, decimal Ask, decimal AskQuantity)
{
    public decimal Mid => (Bid + Ask) / 2;
}
