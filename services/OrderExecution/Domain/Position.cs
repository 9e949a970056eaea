using Trading.Contracts;
using Holding = Trading.Accounting.Position;

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
        var before = new Holding(Symbol, Quantity, AverageEntryPrice * Quantity, RealizedPnl, Mark: 0);
        var after = before.After(side == Side.Buy ? quantity : -quantity, price);

        // What is left of a position keeps its average to the last digit.
        var reduced = Math.Abs(after.Quantity) < Math.Abs(Quantity) && Math.Sign(after.Quantity) == Math.Sign(Quantity);
        var average = reduced ? AverageEntryPrice : after.IsFlat ? 0 : after.Cost / after.Quantity;
        return this with
        {
            Quantity = Decimals.Plain(after.Quantity),
            AverageEntryPrice = Decimals.Plain(Math.Round(average, Places)),
            RealizedPnl = Decimals.Plain(Math.Round(after.RealizedPnl, Places)),
            Version = Version + 1,
            UpdatedAt = at,
        };
    }
}
