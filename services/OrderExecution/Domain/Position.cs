using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>Net holding of one account in one symbol, at average cost. Only fills change it.</summary>
/// <param name="Quantity">Base currency; negative is short.</param>
/// <param name="AverageEntryPrice">Quote currency; 0 when flat.</param>
/// <param name="RealizedPnl">Quote currency, of what was closed, before fees and funding.</param>
/// <param name="Version">Number of fills taken.</param>
internal sealed record Position(
    string Account,
    string Venue,
    string Symbol,
    decimal Quantity,
    decimal AverageEntryPrice,
    decimal RealizedPnl,
    long Version,
    DateTime UpdatedAt)
{
    // Averages of averages never end: twelve places are far below any tick and keep the numbers readable.
    private const int Places = 12;

    public static Position Flat(string account, string venue, string symbol) => new(account, venue, symbol, 0, 0, 0, 0, DateTime.UnixEpoch);

    /// <summary>What closing at <paramref name="price"/> would realise, quote currency.</summary>
    public decimal UnrealizedPnl(decimal price) => (price - AverageEntryPrice) * Quantity;

    public Position Apply(Side side, decimal quantity, decimal price, DateTime at)
    {
        var signed = side == Side.Buy ? quantity : -quantity;
        var next = Quantity + signed;
        var reduces = Quantity != 0 && Math.Sign(signed) != Math.Sign(Quantity);
        if (!reduces)
        {
            var cost = AverageEntryPrice * Quantity + price * signed;
            return this with
            {
                Quantity = Decimals.Plain(next),
                AverageEntryPrice = next == 0 ? 0 : Decimals.Plain(Math.Round(cost / next, Places)),
                Version = Version + 1,
                UpdatedAt = at,
            };
        }

        var closed = Math.Min(Math.Abs(signed), Math.Abs(Quantity)) * Math.Sign(Quantity);
        var flips = next != 0 && Math.Sign(next) != Math.Sign(Quantity);
        return this with
        {
            Quantity = Decimals.Plain(next),
            AverageEntryPrice = next == 0 ? 0 : flips ? price : AverageEntryPrice,
            RealizedPnl = Decimals.Plain(Math.Round(RealizedPnl + (price - AverageEntryPrice) * closed, Places)),
            Version = Version + 1,
            UpdatedAt = at,
        };
    }
}
