namespace Trading.MarketData.Windows;

/// <summary>What assigns a trade to a window that is no venue interval.</summary>
internal enum WindowKind
{
    /// <summary>By time: windows of one length that begin at every step and so overlap.</summary>
    Sliding = 0,

    /// <summary>By silence: a window ends when no trade has come for a while.</summary>
    Session,

    /// <summary>By trade ids: N of them, from a multiple of N on.</summary>
    Tick,

    /// <summary>By quantity, base currency.</summary>
    Volume,

    /// <summary>By price times quantity, quote currency.</summary>
    Dollar,
}
