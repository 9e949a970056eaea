using Trading.Contracts;

namespace Trading.MarketStore.Gaps;

/// <summary>The ledger of facts that should be there and are, or were, not.</summary>
public interface IGapLedger
{
    /// <summary>
    /// Enters a gap. Idempotent: by id, and an open gap of the same instrument, kind, interval and bounds is returned instead of
    /// entering it twice (a restart may find the same hole again).
    /// </summary>
    Task<Gap> OpenGapAsync(Gap gap, CancellationToken cancellationToken = default);

    /// <summary>Closes an open gap; false when there is no open gap of this id.</summary>
    /// <param name="state">Healed or Unrecoverable.</param>
    /// <param name="reason">New class of the gap; null keeps it.</param>
    Task<bool> CloseGapAsync(
        Guid id, GapState state, DateTime closedAt, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>The gap of this id, or null.</summary>
    Task<Gap?> GetGapAsync(Guid id, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<Gap>> ListGapsAsync(GapFilter filter = default, CancellationToken cancellationToken = default);
}
