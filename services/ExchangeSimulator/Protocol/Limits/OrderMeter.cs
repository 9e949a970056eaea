namespace Trading.ExchangeSimulator.Protocol.Limits;

/// <summary>Orders placed by the account in the running ten seconds and day (USD-M: minute). A fill gives its order back on spot.</summary>
internal sealed class OrderMeter(int shortLimit, int longLimit, TimeSpan longWindow)
{
    private static readonly TimeSpan ShortWindow = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private (long Window, int Count) _short;
    private (long Window, int Count) _long;

    public int ShortLimit { get; } = shortLimit;

    public int LongLimit { get; } = longLimit;

    public (int Short, int Long) Counts(DateTimeOffset now)
    {
        lock (_gate)
        {
            return (At(now, ShortWindow, ref _short), At(now, longWindow, ref _long));
        }
    }

    /// <returns>The limit that is reached, or null when the order was counted.</returns>
    public string? Count(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (At(now, ShortWindow, ref _short) >= ShortLimit)
            {
                return $"{ShortLimit} orders per 10 SECOND";
            }

            if (At(now, longWindow, ref _long) >= LongLimit)
            {
                return $"{LongLimit} orders per 1 {(longWindow.TotalDays >= 1 ? "DAY" : "MINUTE")}";
            }

            _short.Count++;
            _long.Count++;
            return null;
        }
    }

    public void GiveBack()
    {
        lock (_gate)
        {
            _short.Count = Math.Max(0, _short.Count - 1);
            _long.Count = Math.Max(0, _long.Count - 1);
        }
    }

    /// <summary>The count of the running window, which begins at 0.</summary>
    private static int At(DateTimeOffset now, TimeSpan length, ref (long Window, int Count) counted)
    {
        var window = now.UtcTicks / length.Ticks;
        counted = counted.Window == window ? counted : (window, 0);
        return counted.Count;
    }
}
