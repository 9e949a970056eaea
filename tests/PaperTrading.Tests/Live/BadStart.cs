using Trading.Strategies;

namespace Trading.PaperTrading.Tests.Live;

[Strategy("bad-start", "Throws at its start.")]
public sealed class BadStart : Strategy
{
    public override void OnStart() => throw new InvalidOperationException("no start");
}
