using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// A number that every closed bar moves. It is pure, costs the same at each bar however long it runs, and allocates nothing after its
/// constructor. A value that is not a finite number is not counted, so that an indicator of an indicator starts when the first is ready.
/// </summary>
public interface IIndicator
{
    /// <summary>How many bars it takes until <see cref="IsReady"/>.</summary>
    int WarmupBars { get; }

    /// <summary>Whether every output has a value.</summary>
    bool IsReady { get; }

    /// <summary>The main output; NaN until there were enough bars for it.</summary>
    double Value { get; }

    /// <summary>Takes the next closed bar.</summary>
    void Update(in Bar bar);
}
