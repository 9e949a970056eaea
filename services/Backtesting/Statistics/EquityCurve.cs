using Trading.Accounting;

namespace Trading.Backtesting.Statistics;

/// <summary>A curve of bounded size from a run of any length: when full, every second point goes and the stride doubles.</summary>
public sealed class EquityCurve(int capacity)
{
    public const int DefaultCapacity = 2000;

    public const int MaxCapacity = 100_000;

    private readonly List<EquityPoint> _points = new(Math.Min(capacity, DefaultCapacity));
    private long _stride = 1;

    /// <summary>Points of the run so far, kept or not.</summary>
    public long Seen { get; private set; }

    public void Add(DateTime time, Account account)
    {
        if (Seen++ % _stride != 0)
        {
            return;
        }

        if (_points.Count == capacity)
        {
            var kept = 0;
            for (var i = 0; i < _points.Count; i += 2)
            {
                _points[kept++] = _points[i];
            }

            _points.RemoveRange(kept, _points.Count - kept);
            _stride *= 2;
            if ((Seen - 1) % _stride != 0)
            {
                return;
            }
        }

        var value = account.Value();
        _points.Add(new EquityPoint(time, value.Equity, account.Cash, value.Drawdown));
    }

    /// <summary>The kept points with the run's last one.</summary>
    public IReadOnlyList<EquityPoint> With(EquityPoint last)
    {
        return _points.Count > 0 && _points[^1].Time == last.Time ? [.. _points[..^1], last] : [.. _points, last];
    }
}
