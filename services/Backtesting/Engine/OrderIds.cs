using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Backtesting.Engine;

/// <summary>
/// Names an order by what caused it, so that the same event of the same strategy, delivered twice or computed again after a restart, gives
/// the same order to everyone.
/// </summary>
public static class OrderIds
{
    /// <summary>32 characters: <c>p-</c> and 30 hex digits of a SHA-256.</summary>
    /// <param name="time">UTC, of the event.</param>
    /// <param name="number">Of the run's orders, from 0.</param>
    public static string For(string runId, string symbol, DateTime time, long number) =>
        "p-" + Hash(string.Create(CultureInfo.InvariantCulture, $"{runId}|{symbol}|{time.Ticks}|{number}"));

    /// <summary>The first 30 hex digits of the text's SHA-256.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 15));
}
