using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Trading.Testing;

/// <summary>Waits for an effect instead of for a time.</summary>
public static class Poll
{
    /// <summary>Asks again and again until <paramref name="condition"/> holds; fails the test when it has not within <paramref name="deadline"/>.</summary>
    public static Task UntilAsync(
        Func<Task<bool>> condition, TimeSpan deadline, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        UntilAsync(condition, holds => holds, deadline, what);

    public static Task UntilAsync(
        Func<bool> condition, TimeSpan deadline, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        UntilAsync(() => Task.FromResult(condition()), holds => holds, deadline, what);

    /// <summary>Reads until the value is good, and returns it. The failure tells the last value.</summary>
    public static async Task<T> UntilAsync<T>(
        Func<Task<T>> read, Func<T, bool> good, TimeSpan deadline, [CallerArgumentExpression(nameof(good))] string what = "")
    {
        var watch = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (true)
        {
            var value = await read();
            if (good(value))
            {
                return value;
            }

            if (watch.Elapsed > deadline)
            {
                throw new TimeoutException($"Not within {deadline}: {what}; last value: {value}");
            }

            await tick.WaitForNextTickAsync();
        }
    }
}
