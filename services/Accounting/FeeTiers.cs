namespace Trading.Accounting;

/// <summary>
/// The fees of an account by its volume. As venues do, a day has one tier: that of the volume of the 30 UTC days before it. After a
/// restart the trades of those days are added again.
/// </summary>
public sealed class FeeTiers
{
    private const int Days = 30;

    private readonly decimal[] _volumes = new decimal[Days];
    private readonly FeeTier[] _tiers;
    private FeeSchedule _fees;
    private DateTime _day;
    private decimal _today;

    public FeeTiers(IEnumerable<FeeTier> tiers)
    {
        _tiers = [.. tiers.OrderBy(tier => tier.Volume)];
        if (_tiers.Length == 0 || _tiers[0].Volume != 0)
        {
            throw new ArgumentException("Fee tiers start at a volume of 0.", nameof(tiers));
        }

        _fees = _tiers[0].Fees;
    }

    /// <summary>Fees at a time (UTC). Times rise from call to call, here and in <see cref="Add"/>.</summary>
    public FeeSchedule At(DateTime time)
    {
        if (time.Date > _day)
        {
            Turn(time.Date);
        }

        return _fees;
    }

    /// <summary>Counts the value of a trade, quote currency. It moves the tier of later days.</summary>
    public void Add(DateTime time, decimal value)
    {
        At(time);
        _today += value;
    }

    private void Turn(DateTime day)
    {
        var passed = (int)Math.Min((day - _day).TotalDays, Days + 1);
        for (var i = 0; i < passed; i++)
        {
            _volumes.AsSpan(1).CopyTo(_volumes);
            (_volumes[^1], _today) = (_today, 0);
        }

        _day = day;
        var volume = _volumes.Sum();
        _fees = Array.FindLast(_tiers, tier => volume >= tier.Volume).Fees;
    }
}
