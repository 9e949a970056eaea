using Trading.PaperTrading.Loading;
using Trading.Strategies;

namespace Trading.PaperTrading.Api;

/// <summary>A kind of strategy over HTTP.</summary>
/// <param name="Name">As a strategy is made with; of a file that gives no strategy, the file's.</param>
/// <param name="File">The user's file that it comes from; null for one that is shipped.</param>
/// <param name="Problem">Why the file gives no strategy, or not that of its latest version; null when all is well.</param>
/// <param name="Uses">What its orders need beside market orders; one that needs anything is not promoted.</param>
internal sealed record StrategyKindView(
    string Name, string Description, int WarmupBars, IReadOnlyList<string> Uses, IReadOnlyList<StrategyParameter> Parameters,
    string? File = null, string? Problem = null)
{
    /// <summary>Kinds that can be run, then files that give none.</summary>
    public static List<StrategyKindView> All(StrategyCatalogue catalogue, StrategyFolder folder) =>
    [
        .. catalogue.Kinds.Select(kind => Of(kind, folder.FileOf(kind.Name))),
        .. folder.Files.Where(file => file.Kinds.Count == 0)
            .Select(file => new StrategyKindView(file.Name, string.Empty, WarmupBars: 0, [], [], file.Name, file.Problem)),
    ];

    private static StrategyKindView Of(StrategyKind kind, StrategyFile? file)
    {
        var strategy = kind.Create(kind.Complete(null));
        var uses = strategy.Uses == OrderFeatures.None ? [] : OrderFeature.Names(strategy.Uses).Split(", ");
        return new StrategyKindView(kind.Name, kind.Description, strategy.WarmupBars, uses, kind.Parameters, file?.Name, file?.Problem);
    }
}
