namespace Trading.Exchanges.Books;

/// <summary>What a change or a snapshot did to a book.</summary>
public enum BookStep
{
    /// <summary>The change was applied, the book is in sync.</summary>
    Applied = 0,

    /// <summary>The book has it already.</summary>
    Skipped,

    /// <summary>Kept until a snapshot comes.</summary>
    Buffered,

    /// <summary>The snapshot is older than the first kept change: another one is needed.</summary>
    TooOld,

    /// <summary>A change is missing before this one: the book is not true any more and waits for a snapshot.</summary>
    Broken,
}
