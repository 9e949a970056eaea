using Trading.Strategies;

namespace Trading.PaperTrading.Api;

/// <summary>A kind of strategy over HTTP.</summary>
/// <param name="Uses">What its orders need beside market orders; one that needs anything is not promoted.</param>
internal sealed record StrategyKindView(
    string Name, string Description, int WarmupBars, IReadOnlyList<string> Uses, IReadOnlyList<StrategyParameter> Parameters)
{
    public static StrategyKindView Of(StrategyKind kind)
    {
        var strategy = kind.Create(kind.Complete(null));
        var uses = strategy.Uses == OrderFeatures.None ? [] : OrderFeature.Names(strategy.Uses).Split(", ");
        return new StrategyKindView(kind.Name, kind.Description, strategy.WarmupBars, uses, kind.Parameters);
    }
}
