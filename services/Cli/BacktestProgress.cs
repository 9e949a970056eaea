using System.Diagnostics;
using System.Globalization;

namespace Trading.Cli;

/// <summary>How far a run is, on one line of a terminal; silent where standard error is none.</summary>
internal sealed class BacktestProgress(long expected)
{
    private const int Width = 72;

    private static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(200);

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _shown = Stopwatch.GetTimestamp();

    public void Show(long bars)
    {
        if (Console.IsErrorRedirected || Stopwatch.GetElapsedTime(_shown) < FrameEvery)
        {
            return;
        }

        _shown = Stopwatch.GetTimestamp();
        var rate = bars / Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{100.0 * bars / Math.Max(expected, 1):N0} %  {bars:N0} bars  {rate:N0} bars/s");
        Console.Error.Write("\r" + text.PadRight(Width));
    }

    public void Clear()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r" + new string(' ', Width) + "\r");
        }
    }
}
