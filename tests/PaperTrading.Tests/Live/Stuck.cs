using Trading.Contracts;
using Trading.Strategies;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>Its first bar does not return until the test lets it.</summary>
[Strategy("stuck", "Never returns.")]
public sealed class Stuck : Strategy
{
    public static ManualResetEventSlim Release { get; } = new();

    public override void OnBar(Market market, in Bar bar) => Release.Wait();
}
