namespace Trading.Exchanges.Limits;

/// <summary>The shared count cannot be kept: sending blindly could get the whole IP banned, so nothing is sent.</summary>
public sealed class WeightLedgerException(string message, Exception inner) : Exception(message, inner);
