using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Trading.Exchanges.Binance.Rest;

/// <summary>What an answer that is no success says: <c>{"code":-1121,"msg":"Invalid symbol."}</c>, or a page of something else.</summary>
internal static partial class VenueError
{
    private const int LongestQuote = 200;

    public static (int Code, string Message) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("code", out var code)
                && document.RootElement.TryGetProperty("msg", out var message))
            {
                return (code.GetInt32(), message.GetString() ?? "");
            }
        }
        catch (JsonException)
        {
            // A proxy's HTML page: quoted below.
        }

        return (0, Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestQuote)]));
    }

    /// <summary>Such as <c>400, code -1120: Invalid interval.</c></summary>
    public static string Text(int status, int code, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"{status}{(code == 0 ? "" : ", code ")}{(code == 0 ? null : code)}: {message}");

    public static VenueFailure Classify(int status, int code) => (status, code) switch
    {
        (_, -1121) => VenueFailure.UnknownSymbol,
        ( >= 500, _) or (408, _) or (_, -1008) => VenueFailure.ServerError,
        (404, _) => VenueFailure.NotFound,
        _ => VenueFailure.Refused,
    };

    /// <summary><c>Retry-After</c> in seconds or as a date, else the end of the ban that the text names (epoch in ms), else null.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, string message, TimeProvider time)
    {
        if (response.Headers.RetryAfter is { } header)
        {
            return header.Delta ?? header.Date - time.GetUtcNow();
        }

        return Epoch().Match(message) is { Success: true } match
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(match.ValueSpan, CultureInfo.InvariantCulture)) - time.GetUtcNow()
            : null;
    }

    [GeneratedRegex(@"(?<=until )\d{13}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Epoch();
}
