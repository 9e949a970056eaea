namespace Trading.OrderExecution.Execution;

/// <summary>Whether execution reports are being pushed.</summary>
internal sealed class UserStreamState
{
    private volatile bool _isUp;

    public bool IsUp
    {
        get => _isUp;
        set => _isUp = value;
    }
}
