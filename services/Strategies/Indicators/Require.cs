using System.Globalization;
using System.Runtime.CompilerServices;

namespace Trading.Strategies.Indicators;

/// <summary>The bounds of constructor arguments.</summary>
internal static class Require
{
    private const int MaxPeriod = 1_000_000;

    public static int Period(int value, int least = 1, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least && value <= MaxPeriod
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"A period is {least:N0} to {MaxPeriod:N0} bars."));

    public static double Factor(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "A multiplier is a finite number above 0.");
}
