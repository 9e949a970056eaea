namespace Trading.PaperTrading.Live;

/// <content>The strategy that a new system starts with.</content>
internal sealed partial class StrategyService
{
    private const string DefaultKind = "ma-cross";

    private async Task EnsureDefaultAsync(CancellationToken cancellationToken)
    {
        var venue = venues.Run[0];
        var description = venue.Venue.Description;
        var formerly = $"{DefaultKind}-{description.Alias}";
        var isRenamed = description.Alias is not null
            && await engine.ChangeAsync(book => Task.FromResult(book.Find(IdOf(formerly))?.Venue == venue.Name), cancellationToken);
        var request = new StrategyRequest
        {
            Name = isRenamed ? formerly : $"{DefaultKind}-{venue.Name}",
            Venue = venue.Name,
            Kind = DefaultKind,
            Symbols = venue.Options.SymbolList(),
            Interval = options.Default.Interval,
            Parameters = new Dictionary<string, decimal>(StringComparer.Ordinal)
            {
                ["fast"] = options.Default.Fast,
                ["slow"] = options.Default.Slow,
                ["cashFraction"] = options.Default.CashFraction,
            },
            Cash = options.Default.Cash,
            Start = true,
            Promoted = options.Default.Promoted ?? description is { IsSimulated: true, TakesOrders: true },
        };
        var outcome = await CreateAsync(request, cancellationToken);
        if (outcome.Refusal is { Code: "strategyExists" })
        {
            await engine.ChangeAsync(
                book => StoreAsync(
                    book,
                    book.Find(IdOf(request.Name))! with { Symbols = StrategyRequestRules.SymbolsOf(request.Symbols) },
                    cancellationToken),
                cancellationToken);
        }
        else if (outcome.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"Section Paper:Default: {refusal.Reason}");
        }
    }
}
