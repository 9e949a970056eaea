using Trading.Contracts;

namespace Trading.PaperTrading.Strategies;

/// <summary>Buys at the first bar and keeps: the baseline that another strategy has to beat.</summary>
internal sealed class BuyAndHold : IStrategy
{
    public int WarmupBars => 0;

    public Decision OnBar(in Bar bar, bool holding) => holding ? Decision.Stay : Decision.Enter;
}
