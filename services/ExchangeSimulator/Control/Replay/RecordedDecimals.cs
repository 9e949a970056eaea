namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>The coarsest power of ten that divides every number seen: the grid that a symbol is traded on.</summary>
internal sealed class RecordedDecimals
{
    public long Grid { get; private set; } = 100_000_000;

    public void Note(long first, long second)
    {
        while (Grid > 1 && (first % Grid != 0 || second % Grid != 0))
        {
            Grid /= 10;
        }
    }
}
