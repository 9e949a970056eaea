namespace Trading.PaperTrading.Strategies;

internal enum Decision : byte
{
    Stay = 0,

    /// <summary>Open a long position.</summary>
    Enter = 1,

    /// <summary>Close the position.</summary>
    Exit = 2,
}
