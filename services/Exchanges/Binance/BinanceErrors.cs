using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Binance;

/// <summary>
/// Which of the venue's answers are a no, and which say nothing about what happened: <c>{"code":-1121,"msg":"Invalid symbol."}</c>, or a
/// page of something else. https://developers.binance.com/docs/binance-spot-api-docs/errors
/// </summary>
public sealed partial class BinanceErrors : IVenueAnswers
{
    public const int TooManyOrders = -1015;

    private const int ClockSkew = -1021;
    private const int OrderRefused = -2010;
    private const int LongestQuote = 200;

    public static BinanceErrors Instance { get; } = new();

    public int? UsedWeight(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("X-MBX-USED-WEIGHT-1M", out var values)
        && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            ? used
            : null;

    public VenueError ErrorOf(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var (code, message) = Read(body);
        var ban = Epoch().Match(message);
        return new VenueError(
            ClassOf(status, code, message), code, message, IsUnknown(status, code),
            ban.Success ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ban.ValueSpan, CultureInfo.InvariantCulture)) : null);
    }

    /// <summary>Null when it is not in the venue's shape: a proxy before it may answer JSON of its own.</summary>
    public static (int Code, string Message)? Read(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } error
        && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number)
            ? (number, error.TryGetProperty("msg", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "")
            : null;

    /// <summary>
    /// True when the request may have been executed all the same. On spot that is every 5xx but the busy answer (-1008), the
    /// codes for an unexpected or missing answer of the back end, and HTTP 408.
    /// </summary>
    public static bool IsUnknown(HttpStatusCode status, int code) => code switch
    {
        -1000 or -1001 or -1006 or -1007 => true,
        -1008 => false,
        _ => (int)status >= 500 || status == HttpStatusCode.RequestTimeout,
    };

    public static bool IsDuplicate(int code, string message) =>
        code == OrderRefused && message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase);

    public static string ClassOf(HttpStatusCode status, int code, string message)
    {
        return code switch
        {
            -1003 or TooManyOrders => VenueErrorClass.RateLimited,
            -1008 => VenueErrorClass.Busy,
            -1013 => VenueErrorClass.FilterFailure,
            ClockSkew => VenueErrorClass.ClockSkew,
            -1022 => VenueErrorClass.BadSignature,
            -1002 or -2014 or -2015 => VenueErrorClass.NotPermitted,
            -1121 => VenueErrorClass.UnknownSymbol,
            -2011 or -2013 => VenueErrorClass.OrderNotFound,
            OrderRefused => ClassOfRefusal(message),
            <= -1100 and > -1200 => VenueErrorClass.InvalidRequest,
            _ when status is HttpStatusCode.TooManyRequests or (HttpStatusCode)418 => VenueErrorClass.RateLimited,
            _ when status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => VenueErrorClass.NotPermitted,
            _ => VenueErrorClass.Other,
        };
    }

    private static (int Code, string Message) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (Read(document.RootElement) is { } error)
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

    // -2010 is one code for all refusals of the matching engine; the text tells them apart.
    private static string ClassOfRefusal(string message) => message switch
    {
        _ when message.Contains("insufficient balance", StringComparison.OrdinalIgnoreCase) => VenueErrorClass.InsufficientBalance,
        _ when message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase) => VenueErrorClass.DuplicateOrder,
        _ when message.Contains("immediately match", StringComparison.OrdinalIgnoreCase) => VenueErrorClass.WouldTake,
        _ when message.Contains("trigger immediately", StringComparison.OrdinalIgnoreCase) => VenueErrorClass.WouldTriggerAtOnce,
        _ when message.Contains("Market is closed", StringComparison.OrdinalIgnoreCase) => VenueErrorClass.MarketClosed,
        _ when message.Contains("not permitted", StringComparison.OrdinalIgnoreCase)
            || message.Contains("may not", StringComparison.OrdinalIgnoreCase) => VenueErrorClass.NotPermitted,
        _ => VenueErrorClass.Other,
    };

    [GeneratedRegex(@"(?<=until )\d{13}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Epoch();
}
