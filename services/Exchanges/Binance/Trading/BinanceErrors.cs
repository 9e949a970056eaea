using System.Net;
using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Binance.Orders;

/// <summary>
/// Which of the venue's answers are a no, and which say nothing about what happened.
/// https://developers.binance.com/docs/binance-spot-api-docs/errors
/// </summary>
public static class BinanceErrors
{
    public const int ClockSkew = -1021;
    public const int OrderRefused = -2010;

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
            -1003 or -1015 => VenueErrorClass.RateLimited,
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
}
