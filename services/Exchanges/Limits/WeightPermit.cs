namespace Trading.Exchanges.Limits;

/// <summary>Leave to send one request now.</summary>
/// <param name="Window">The window that the weight was taken from.</param>
/// <param name="Waited">How long the gate held the request back.</param>
public readonly record struct WeightPermit(int Weight, long Window, TimeSpan Waited);
