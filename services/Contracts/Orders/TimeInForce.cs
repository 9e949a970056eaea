namespace Trading.Contracts;

public enum TimeInForce : byte
{
    /// <summary>Good till cancelled.</summary>
    Gtc = 0,

    /// <summary>Immediate or cancel: what does not fill at once expires.</summary>
    Ioc = 1,

    /// <summary>Fill or kill: fills whole at once or expires.</summary>
    Fok = 2,

    /// <summary>Good till crossing, post only: expires instead of taking liquidity.</summary>
    Gtx = 3,
}
