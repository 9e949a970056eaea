namespace Trading.ExchangeSimulator.Protocol.Limits;

/// <summary>
/// Request weight of one address in one market, by the venue's own minute. Over the limit: 429 until the minute ends; who
/// goes on asking is banned, each time for longer, from two minutes to three days.
/// </summary>
internal sealed class WeightMeter(int limit, int patience)
{
    private static readonly TimeSpan LongestBan = TimeSpan.FromDays(3);
    private readonly Lock _gate = new();
    private long _minute;
    private int _used;
    private int _ignored;
    private int _bans;
    private DateTimeOffset _bannedUntil;
    private int _fullest;
    private int _refused;
    private int _forcedBans;

    /// <summary>What this address has done since the start.</summary>
    public WeightUse Use(string market, string address)
    {
        lock (_gate)
        {
            return new WeightUse(market, address, limit, _used, _fullest, _refused, _bans, _forcedBans);
        }
    }

    /// <summary>Charges a request unless it is refused.</summary>
    public WeightVerdict Charge(int weight, DateTimeOffset now)
    {
        lock (_gate)
        {
            Turn(now);
            if (now < _bannedUntil)
            {
                _refused++;
                return new WeightVerdict(_used, IsLimited: true, _bannedUntil, IsBanned: true);
            }

            if (_used + weight <= limit)
            {
                _used += weight;
                _fullest = Math.Max(_fullest, _used);
                return new WeightVerdict(_used, IsLimited: false, default, IsBanned: false);
            }

            _refused++;
            if (++_ignored > patience)
            {
                return Until(now, TimeSpan.FromMinutes(2) * Math.Pow(2, _bans++));
            }

            return new WeightVerdict(_used, IsLimited: true, DateTimeOffset.FromUnixTimeSeconds((_minute + 1) * 60), IsBanned: false);
        }
    }

    /// <summary>A ban without a reason: a fault.</summary>
    public WeightVerdict Ban(DateTimeOffset now, TimeSpan length)
    {
        lock (_gate)
        {
            _forcedBans++;
            return Until(now, length);
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

    private WeightVerdict Until(DateTimeOffset now, TimeSpan length)
    {
        _bannedUntil = now + (length < LongestBan ? length : LongestBan);
        return new WeightVerdict(_used, IsLimited: true, _bannedUntil, IsBanned: true);
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

/// <param name="Used">Weight used in the running minute, as the response header tells it.</param>
/// <param name="Until">When the refusal ends.</param>
internal readonly record struct WeightVerdict(int Used, bool IsLimited, DateTimeOffset Until, bool IsBanned);

/// <summary>Request weight of one address in one market, since the start.</summary>
/// <param name="Used">Weight of the running minute, or of the last one that had a request.</param>
/// <param name="FullestMinute">Most weight that was served in one minute.</param>
/// <param name="Refused">Requests over the limit or during a ban; those that a fault refused are not among them.</param>
/// <param name="Bans">Bans that the address has earned.</param>
/// <param name="ForcedBans">Bans that a fault (<c>http418</c>) has laid on it.</param>
internal sealed record WeightUse(
    string Market, string Address, int Limit, int Used, int FullestMinute, int Refused, int Bans, int ForcedBans);
