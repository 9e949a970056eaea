using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Trading.Strategies.Indicators;

/// <summary>Choices without a branch: prices decide at random, and a wrong guess of the processor costs more than the indicator.</summary>
internal static class Select
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double IfGreater(double left, double right, double then, double otherwise) => Vector128.ConditionalSelect(
        Vector128.GreaterThan(Vector128.CreateScalarUnsafe(left), Vector128.CreateScalarUnsafe(right)),
        Vector128.CreateScalarUnsafe(then),
        Vector128.CreateScalarUnsafe(otherwise)).ToScalar();
}
