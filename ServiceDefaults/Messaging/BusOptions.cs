namespace Trading.ServiceDefaults.Messaging;

/// <summary>How messages travel. Section <c>Bus</c>.</summary>
public sealed class BusOptions
{
    public const string Section = "Bus";

    public BusTransport Transport { get; set; } = BusTransport.InMemory;

    /// <summary>Such as <c>amqp://user:password@127.0.0.1:5672/</c>; unused in memory.</summary>
    public string? Url { get; set; }
}
