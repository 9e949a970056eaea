namespace Trading.Accounting;

/// <summary>Which position of a symbol: the only one of a netting account, or one of the two of a hedge account.</summary>
public enum PositionSide : byte
{
    Net = 0,
    Long = 1,
    Short = 2,
}
