namespace Trading.Contracts;

public enum GapState : byte
{
    Open = 0,
    Healed = 1,

    /// <summary>The venue no longer has it, or never had it.</summary>
    Unrecoverable = 2,
}
