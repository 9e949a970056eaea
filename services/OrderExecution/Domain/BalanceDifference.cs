namespace Trading.OrderExecution.Domain;

/// <summary>A balance at the venue that fills and fees do not explain.</summary>
/// <param name="Difference">Actual minus expected.</param>
internal sealed record BalanceDifference(string Account, string Venue, string Asset, decimal Expected, decimal Actual, decimal Difference);
