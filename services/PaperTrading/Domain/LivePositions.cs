using Trading.Accounting;

namespace Trading.PaperTrading.Domain;

/// <summary>
/// A strategy's live positions beside its paper account. They are compared while the strategy is promoted, and afterwards for as long as
/// real orders of it left something.
/// </summary>
internal sealed class LivePositions
{
    private readonly Dictionary<string, LivePosition> _positions = new(StringComparer.Ordinal);
    private readonly Account _paper;
    private readonly decimal _quantityStep;

    public LivePositions(Account paper, decimal quantityStep, IEnumerable<LivePosition> stored)
    {
        (_paper, _quantityStep) = (paper, quantityStep);
        foreach (var position in stored)
        {
            _positions[position.Symbol] = position;
        }

        Refresh();
    }

    /// <summary>What a decision that waits for its trade will add to the symbol's paper position, base currency, signed.</summary>
    public Func<string, decimal> PendingOnPaper { get; init; } = static _ => 0;

    /// <summary>Every symbol that was ever compared.</summary>
    public IReadOnlyList<LivePosition> All { get; private set; } = [];

    /// <summary>Where live and paper differ at present.</summary>
    public IReadOnlyList<PositionDrift> Drifts { get; private set; } = [];

    public LivePosition Of(string symbol) => _positions.TryGetValue(symbol, out var live) ? live : new LivePosition(symbol, 0, 0, null);

    /// <summary>Whether the symbol's position is kept: no strategy that was never promoted has one.</summary>
    public bool Has(string symbol, bool promoted) => promoted || _positions.ContainsKey(symbol);

    /// <summary>The position after a change of either side; <see cref="Keep"/> takes it once it is stored.</summary>
    /// <param name="expected">Added to what is expected, base currency, signed.</param>
    /// <param name="filled">Added to what was filled, base currency, signed.</param>
    public LivePosition After(string symbol, decimal expected, decimal filled, bool promoted, DateTime now)
    {
        var before = Of(symbol);
        var after = before with { Expected = before.Expected + expected, Filled = before.Filled + filled };
        var paper = _paper.PositionOf(symbol).Quantity;
        var compared = IsCompared(after, promoted);
        if (compared && Differs(after.Filled, paper))
        {
            return after with { DriftSince = before.DriftSince ?? now };
        }

        // One side of a trade that is under way can meet the other for a moment: what will be left once both are through counts.
        var stays = compared && Differs(after.Expected, paper + PendingOnPaper(symbol));
        return after with { DriftSince = stays ? before.DriftSince : null };
    }

    public void Keep(LivePosition position)
    {
        _positions[position.Symbol] = position;
        Refresh();
    }

    /// <summary>Positions that a promotion, a demotion or a restart makes differ or agree.</summary>
    public IReadOnlyList<LivePosition> Compare(bool promoted, DateTime now) =>
    [
        .. from symbol in _paper.Positions.Select(position => position.Symbol).Union(_positions.Keys, StringComparer.Ordinal)
           where Has(symbol, promoted)
           let after = After(symbol, 0, 0, promoted, now)
           where after != Of(symbol)
           select after,
    ];

    // Less than one step cannot be traded: it is nothing that was left.
    private bool IsCompared(LivePosition live, bool promoted) => promoted || Math.Abs(live.Filled) >= _quantityStep;

    private bool Differs(decimal live, decimal paper) => Math.Abs(live - paper) >= _quantityStep;

    private void Refresh()
    {
        All = [.. _positions.Values.OrderBy(live => live.Symbol, StringComparer.Ordinal)];
        Drifts =
        [
            .. from live in All
               let paper = _paper.PositionOf(live.Symbol).Quantity
               where live.DriftSince is not null && Differs(live.Filled, paper)
               select new PositionDrift(live.Symbol, paper, live.Filled, live.Filled - paper, live.DriftSince!.Value),
        ];
    }
}
