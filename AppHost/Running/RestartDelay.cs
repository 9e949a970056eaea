namespace Trading.AppHost.Running;

/// <summary>
/// How long to wait before a process that ended by itself is started again: doubling from 250 ms to 15 s, less up to a quarter at random
/// so that processes that fell together do not rise together; from the start again after a minute that went well.
/// </summary>
internal sealed class RestartDelay(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WentWell = TimeSpan.FromMinutes(1);

    private int _failures;

    public TimeSpan Next(TimeSpan ranFor)
    {
        _failures = ranFor >= WentWell ? 0 : _failures;
        var full = Math.Min(First.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 16)), Longest.TotalMilliseconds);
        _failures++;
        return TimeSpan.FromMilliseconds(full * (1 - (random.NextDouble() / 4)));
    }
}
