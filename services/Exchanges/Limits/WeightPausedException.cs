namespace Trading.Exchanges.Limits;

/// <summary>The venue has stopped us for longer than a request may wait.</summary>
/// <param name="until">UTC of the venue.</param>
public sealed class WeightPausedException(string bucket, DateTime until)
    : Exception($"{bucket} takes no requests until {until:yyyy-MM-dd HH:mm:ss}Z.")
{
    public DateTime Until { get; } = until;
}
