using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Protocol.Limits;

/// <summary>Checks who asks, when and whether unchanged, in the venue's order of complaints.</summary>
internal static class Signature
{
    private const long DefaultWindowMs = 5000;
    private const decimal LongestWindowMs = 60_000;

    public static VenueError? CheckKey(string? key, SimulatorOptions options)
    {
        return string.IsNullOrEmpty(key) ? new VenueError(401, -2014, "API-key format invalid.")
            : !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(options.ApiKey))
                ? new VenueError(401, -2015, "Invalid API-key, IP, or permissions for action.")
                : null;
    }

    /// <param name="payload">Query and body as sent, without the signature itself.</param>
    public static VenueError? Check(IReadOnlyDictionary<string, string> parameters, string payload, SimulatorOptions options, long nowMs)
    {
        if (!parameters.TryGetValue("timestamp", out var stampText) || stampText.Length == 0)
        {
            return VenueError.Missing("timestamp");
        }

        if (!parameters.TryGetValue("signature", out var signature) || signature.Length == 0)
        {
            return VenueError.Missing("signature");
        }

        if (!long.TryParse(stampText, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp))
        {
            return VenueError.Illegal("timestamp", "^[0-9]{1,20}$");
        }

        decimal window = DefaultWindowMs;
        if (parameters.TryGetValue("recvWindow", out var windowText) && windowText.Length > 0
            && !decimal.TryParse(windowText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out window))
        {
            return VenueError.Illegal("recvWindow", "^[0-9]{1,20}$");
        }

        if (window > LongestWindowMs)
        {
            return new VenueError(400, -1131, "recvWindow must be less than 60000.");
        }

        stamp = stamp > 100_000_000_000_000 ? stamp / 1000 : stamp;
        if (stamp >= nowMs + 1000)
        {
            return new VenueError(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }

        if (nowMs - stamp > window)
        {
            return new VenueError(400, -1021, "Timestamp for this request is outside of the recvWindow.");
        }

        return Fits(payload, signature, options) ? null : new VenueError(400, -1022, "Signature for this request is not valid.");
    }

    /// <summary>Hexadecimal HMAC-SHA256 over the payload; the case of the digits does not matter.</summary>
    public static bool Fits(string payload, string signature, SimulatorOptions options)
    {
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.ApiSecret), Encoding.UTF8.GetBytes(payload));
        return signature.Length == 64
            && signature.All(char.IsAsciiHexDigit)
            && CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(signature));
    }

    /// <summary>A query or body with its <c>signature</c> taken out and everything else left as it was sent.</summary>
    public static string Without(string encoded)
    {
        return string.Join(
            '&', encoded.Split('&').Where(part => !part.StartsWith("signature=", StringComparison.Ordinal) && part.Length > 0));
    }
}
