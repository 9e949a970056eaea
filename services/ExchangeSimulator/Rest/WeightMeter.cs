namespace Trading.ExchangeSimulator.Rest;

/// <summary>
/// Request weight of one address in one market, by the venue's own minute. Over the limit: 429 until the minute ends; who
/// goes on asking is banned, each time for longer, from two minutes to three days.
/// </summary>
public sealed class WeightMeter(int limit, int patience)
{
    private static readonly TimeSpan LongestBan = TimeSpan.FromDays(3);
    private readonly Lock _gate = new();
    private long _minute;
    private int _used;
    private int _ignored;
    private int _bans;
    private DateTimeOffset _bannedUntil;

    /// <summary>Charges a request unless it is refused.</summary>
    public WeightVerdict Charge(int weight, DateTimeOffset now)
    {
        lock (_gate)
        {
            Turn(now);
            if (now < _bannedUntil)
            {
                return new WeightVerdict(_used, IsLimited: true, _bannedUntil, IsBanned: true);
            }

            if (_used + weight <= limit)
            {
                _used += weight;
                return new WeightVerdict(_used, IsLimited: false, default, IsBanned: false);
            }

            if (++_ignored > patience)
            {
                return Ban(now, TimeSpan.FromMinutes(2) * Math.Pow(2, _bans++));
            }

            return new WeightVerdict(_used, IsLimited: true, DateTimeOffset.FromUnixTimeSeconds((_minute + 1) * 60), IsBanned: false);
        }
    }

    public WeightVerdict Ban(DateTimeOffset now, TimeSpan length)
    {
        lock (_gate)
        {
            _bannedUntil = now + (length < LongestBan ? length : LongestBan);
            return new WeightVerdict(_used, IsLimited: true, _bannedUntil, IsBanned: true);
        }
    }

    /// <summary>Order requests that succeed cost nothing.</summary>
    public int GiveBack(int weight)
    {
        lock (_gate)
        {
            return _used = Math.Max(0, _used - weight);
        }
    }

    private void Turn(DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        if (minute != _minute)
        {
            (_minute, _used, _ignored) = (minute, 0, 0);
        }
    }
}
