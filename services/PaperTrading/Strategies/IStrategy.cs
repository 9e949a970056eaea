using Trading.Contracts;

namespace Trading.PaperTrading.Strategies;

/// <summary>
/// Decides for one symbol from its bars alone. Pure: the same bars give the same decisions, and what it remembers is a function of
/// the last <see cref="WarmupBars"/> bars, so that a restarted one decides as if it had never stopped.
/// </summary>
internal interface IStrategy
{
    /// <summary>Bars that must have been seen before decisions can be trusted.</summary>
    int WarmupBars { get; }

    /// <summary>Takes the next closed bar.</summary>
    /// <param name="holding">Whether a position is open.</param>
    Decision OnBar(in Bar bar, bool holding);
}
