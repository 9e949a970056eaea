namespace Trading.Exchanges.Venues;

/// <summary>How a venue's book changes join a snapshot, and each other.</summary>
public enum BookRule
{
    /// <summary>Each change begins at most one id beyond the book's; a change that ends at the snapshot's id is inside it.</summary>
    FirstIdFollows = 0,

    /// <summary>Each change names the last id of the one before; the first one spans the snapshot's id.</summary>
    PreviousIdMatches = 1,
}
