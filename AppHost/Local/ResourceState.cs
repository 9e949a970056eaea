namespace Trading.AppHost.Local;

public enum ResourceState
{
    Waiting = 0,
    Starting = 1,
    Ready = 2,

    /// <summary>Runs but does not say that it is ready.</summary>
    Unready = 3,
    Restarting = 4,
    Stopped = 5,

    /// <summary>Cannot start: what is wrong has to be mended first, so it is not started again.</summary>
    Refused = 6,
}
