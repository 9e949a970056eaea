namespace Trading.Exchanges.Transport;

/// <summary>A logical request and its present attempt.</summary>
internal sealed class VenueRequest(RestCall call)
{
    public RestCall Call { get; } = call;

    /// <summary>The correlation id, the same for every attempt.</summary>
    public string Id { get; } = RequestId.New();

    public int Attempt { get; set; }

    /// <summary>HTTP status of the present attempt; 0 while there is none, and when it ends without an answer.</summary>
    public int Status { get; set; }

    /// <summary>Weight that the venue has counted, from the present attempt's answer.</summary>
    public int? Used { get; set; }
}
