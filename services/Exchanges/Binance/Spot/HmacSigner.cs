using System.Security.Cryptography;
using System.Text;

namespace Trading.Exchanges.Binance.Spot;

/// <summary>
/// HMAC-SHA256 in lower-case hex over the exact bytes that are sent: query and body concatenated, already percent-encoded.
/// https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security
/// </summary>
public sealed class HmacSigner(string secret)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    public string Sign(string payload) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(payload)));

    /// <summary>Never shows the secret, not even in a debugger's log.</summary>
    public override string ToString() => nameof(HmacSigner);
}
