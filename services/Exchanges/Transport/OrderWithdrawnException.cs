namespace Trading.Exchanges.Transport;

/// <summary>The order may no longer be sent, and no byte of it was.</summary>
internal sealed class OrderWithdrawnException() : Exception("The order was withdrawn before it was sent.");
