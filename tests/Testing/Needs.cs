using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Trading.Testing;

/// <summary>What a test cannot run without. Missing: skipped with the reason on a developer's machine, failed where <c>CI=true</c>.</summary>
public static class Needs
{
    public static bool IsCi { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Ends the test when <paramref name="thing"/> is null; else hands it back.</summary>
    public static T Present<T>(T? thing, string reasonWhenAbsent)
        where T : class
    {
        if (thing is null)
        {
            Stop(reasonWhenAbsent);
        }

        return thing;
    }

    /// <summary><c>./test.sh --long</c>: tests take minutes where they otherwise take seconds.</summary>
    public static bool IsLongRun { get; } = Environment.GetEnvironmentVariable("TRADING_LONG") == "1";

    [DoesNotReturn]
    public static void Stop(string reason)
    {
        if (IsCi)
        {
            Assert.Fail(reason);
        }

        Console.WriteLine($"Skipped: {reason}");
        Assert.Skip(reason);
    }
}
