namespace Trading.WebConsole.Api;

/// <summary>Which open orders a halt cancels.</summary>
internal enum CancelOpen
{
    All = 0,

    /// <summary>Those that increase a position.</summary>
    Increasing = 1,

    None = 2,
}
