namespace Trading.ExchangeSimulator.Rest;

/// <summary>What an endpoint asks of its caller.</summary>
public enum Access
{
    Public,

    /// <summary>The API key, without a signature.</summary>
    Key,

    /// <summary>Key, timestamp and signature.</summary>
    Signed,
}
