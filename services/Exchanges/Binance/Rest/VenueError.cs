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
            if (Read(document.RootElement) is { Code: not 0 } error)
            {
                return error;
            }
        }
        catch (JsonException)
        {
            // A proxy's HTML page: quoted below.
        }

        return (0, Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestQuote)]));
    }

    /// <summary>Code 0 and no message when the body is not in the venue's shape: a proxy before it may answer JSON of its own.</summary>
    public static (int Code, string Message) Read(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } error
        && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number)
            ? (number, TextOf(error, "msg"))
            : (0, "");

    private static string TextOf(JsonElement error, string name) =>
        error.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

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
