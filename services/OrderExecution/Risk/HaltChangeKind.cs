namespace Trading.OrderExecution.Risk;

internal enum HaltChangeKind
{
    Halt,

    /// <summary>A halt while trading was halted already: it may change which orders are cancelled.</summary>
    RepeatedHalt,

    Resume,
}
