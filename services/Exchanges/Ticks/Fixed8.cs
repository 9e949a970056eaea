namespace Trading.Exchanges.Ticks;

/// <summary>
/// Money on the hot path: an exact whole number of 1e-8 units in a <see cref="long"/>. Venues quote at most eight decimals, so
/// nothing is rounded; sums of products are kept in 1e-16 units. Everything beyond the hot path is <see cref="decimal"/>.
/// </summary>
public static class Fixed8
{
    public const int Digits = 8;
    public const long One = 100_000_000;

    private static readonly UInt128 MaxDecimalMantissa = (UInt128.One << 96) - 1;

    /// <summary>Without trailing zeros, so that equal values print equally.</summary>
    public static decimal ToDecimal(long units)
    {
        var negative = units < 0;
        return ToDecimal((UInt128)(ulong)(negative ? -units : units), Digits, negative);
    }

    /// <summary>A sum of quantities (1e-8 units).</summary>
    public static decimal QuantitySum(UInt128 units) => ToDecimal(units, Digits, negative: false);

    /// <summary>A sum of price times quantity (1e-16 units).</summary>
    public static decimal NotionalSum(UInt128 units) => ToDecimal(units, 2 * Digits, negative: false);

    /// <summary>Price times quantity, in 1e-16 units. Both are positive.</summary>
    public static UInt128 Notional(long price, long quantity)
    {
        var high = Math.BigMul((ulong)price, (ulong)quantity, out var low);
        return new UInt128(high, low);
    }

    /// <summary>False when the value has more than eight decimals or does not fit.</summary>
    public static bool TryFromDecimal(decimal value, out long units)
    {
        if (Math.Abs(value) > long.MaxValue / One)
        {
            units = 0;
            return false;
        }

        var scaled = value * One;
        units = (long)scaled;
        return units == scaled;
    }

    /// <summary>A value that is not negative, in units of 10^-<paramref name="digits"/>; what lies below one unit is cut off.</summary>
    public static UInt128 Units(decimal value, int digits)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = ((UInt128)(uint)bits[2] << 64) | ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        for (int scale = value.Scale; scale != digits; scale += scale < digits ? 1 : -1)
        {
            mantissa = scale < digits ? mantissa * 10 : mantissa / 10;
        }

        return mantissa;
    }

    private static decimal ToDecimal(UInt128 units, int scale, bool negative)
    {
        if (units <= ulong.MaxValue)
        {
            var small = (ulong)units;
            while (scale >= 4 && small % 10_000 == 0)
            {
                small /= 10_000;
                scale -= 4;
            }

            while (scale > 0 && small % 10 == 0)
            {
                small /= 10;
                scale--;
            }

            return new decimal((int)small, (int)(small >> 32), 0, negative, (byte)scale);
        }

        while (scale > 0 && (units > MaxDecimalMantissa || units % 10 == 0))
        {
            units /= 10;
            scale--;
        }

        return new decimal((int)(uint)units, (int)(uint)(units >> 32), (int)(uint)(units >> 64), negative, (byte)scale);
    }
}
