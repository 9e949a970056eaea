using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trading.PaperTrading.Domain;

/// <summary>
/// Names an intent by what caused it, so that the same bar of the same strategy, delivered twice or computed again after a
/// restart, is the same order to everyone.
/// </summary>
internal static class IntentId
{
    public const string AlignmentPrefix = "a-";

    /// <summary>32 characters: <c>p-</c> and 30 hex digits of a SHA-256.</summary>
    public static string For(string strategyId, string symbol, DateTime barOpenTime) =>
        "p-" + Hash(string.Create(CultureInfo.InvariantCulture, $"{strategyId}|{symbol}|{barOpenTime.Ticks}"));

    /// <summary>
    /// 32 characters: <c>a-</c> and 30 hex digits. Named by the orders before it: the same request made twice is the same order.
    /// </summary>
    /// <param name="createdAt">Of the strategy: one of the same name that was deleted before it is another.</param>
    public static string ForAlignment(string strategyId, DateTime createdAt, string symbol, long ordersBefore) =>
        AlignmentPrefix + Hash(string.Create(CultureInfo.InvariantCulture, $"{strategyId}|{createdAt.Ticks}|{symbol}|{ordersBefore}"));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 15));
}
