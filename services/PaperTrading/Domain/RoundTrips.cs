
namespace Trading.PaperTrading.Domain;

/// <summary>What each way from flat to flat earned after fees.</summary>
internal sealed class RoundTrips
{
    private readonly Dictionary<string, decimal> _open = new(StringComparer.Ordinal);

    public int Closed { get; private set; }

    public int Won { get; private set; }

    public decimal Gained { get; private set; }

    public decimal Lost { get; private set; }

    public void Add(PaperTrade trade, bool flatAfter)
    {
        var result = _open.GetValueOrDefault(trade.Symbol) + trade.RealizedPnl - trade.Fee;
        if (!flatAfter)
        {
            _open[trade.Symbol] = result;
            return;
        }

        _open.Remove(trade.Symbol);
        Closed++;
        if (result > 0)
        {
            Won++;
            Gained += result;
        }
        else
        {
            Lost -= result;
        }
    }
}
