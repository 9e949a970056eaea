using System.Globalization;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>The balances of configuration: <c>USDT=1000000,BTC=10</c>.</summary>
internal static class BalanceList
{
    /// <returns>Null when the text is malformed.</returns>
    public static IReadOnlyList<(string Asset, decimal Amount)>? TryParse(string text)
    {
        List<(string, decimal)> balances = [];
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [{ Length: > 0 } asset, var number]
                || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                return null;
            }

            balances.Add((asset.ToUpperInvariant(), amount));
        }

        return balances;
    }
}
