using System.Runtime.CompilerServices;

namespace Trading.ExchangeSimulator.Engine.Markets;

/// <summary>
/// Fixed point: prices and quantities inside the engine are longs in units of 10^-8, exact for every tick and step of the
/// venue; a price times a quantity is an <see cref="Int128"/> in units of 10^-16.
/// </summary>
internal static class E8
{
    public const long One = 100_000_000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Int128 Product(long price, long quantity) => (Int128)price * quantity;

    public static decimal ToDecimal(long value) => value / (decimal)One;

    public static decimal ProductToDecimal(Int128 value) => (decimal)value / One / One;

    /// <summary>False when the value has more than eight decimals or does not fit.</summary>
    public static bool TryFrom(decimal value, out long result)
    {
        var scaled = value * One;
        result = 0;
        if (scaled != decimal.Truncate(scaled) || Math.Abs(scaled) > long.MaxValue)
        {
            return false;
        }

        result = (long)scaled;
        return true;
    }

    public static long From(decimal value) => TryFrom(value, out var result)
        ? result
        : throw new ArgumentOutOfRangeException(nameof(value), value, "More than eight decimals.");
}
