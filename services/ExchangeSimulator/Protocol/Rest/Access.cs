namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>What an endpoint asks of its caller.</summary>
internal enum Access
{
    Public,

    /// <summary>The API key, without a signature.</summary>
    Key,

    /// <summary>Key, timestamp and signature.</summary>
    Signed,
}
