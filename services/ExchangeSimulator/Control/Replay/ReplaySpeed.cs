using System.Globalization;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>A factor of real time; null is as fast as the clients can read.</summary>
internal readonly record struct ReplaySpeed(double? Factor)
{
    public static bool TryParse(string text, out ReplaySpeed speed)
    {
        if (string.IsNullOrEmpty(text))
        {
            speed = new ReplaySpeed(1);
            return true;
        }

        if (string.Equals(text, "max", StringComparison.OrdinalIgnoreCase))
        {
            speed = new ReplaySpeed(null);
            return true;
        }

        var isFactor = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 1e6;
        speed = new ReplaySpeed(factor);
        return isFactor;
    }

    public override string ToString() => Factor?.ToString(CultureInfo.InvariantCulture) ?? "max";
}
