using System.Security.Cryptography;

namespace Trading.Exchanges.Transport;

/// <summary>The correlation id of one logical request, the same in logs and spans across all its attempts.</summary>
public static class RequestId
{
    /// <summary>Name of the tag on spans.</summary>
    public const string Tag = "request.id";

    /// <summary>Name of the tag that counts attempts on spans, from 1.</summary>
    public const string AttemptTag = "request.attempt";

    /// <summary><c>req-</c> and 8 hex digits.</summary>
    public static string New() => "req-" + RandomNumberGenerator.GetHexString(8, lowercase: true);
}
