namespace Trading.Backtesting.Statistics;

/// <summary>What each way from flat to flat earned after fees.</summary>
public sealed class RoundTrips
{
    private readonly Dictionary<string, decimal> _open = new(StringComparer.Ordinal);

    public int Closed { get; private set; }

    public int Won { get; private set; }

    public decimal Gained { get; private set; }

    public decimal Lost { get; private set; }

    /// <param name="earned">Realised profit of a fill less its fee, quote currency.</param>
    public void Add(string symbol, decimal earned, bool flatAfter)
    {
        var result = _open.GetValueOrDefault(symbol) + earned;
        if (!flatAfter)
        {
            _open[symbol] = result;
            return;
        }

        _open.Remove(symbol);
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
