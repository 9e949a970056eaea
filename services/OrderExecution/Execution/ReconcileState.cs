namespace Trading.OrderExecution.Execution;

/// <summary>Whether what is stored has been compared with the venue since this process started.</summary>
internal sealed class ReconcileState
{
    private volatile ReconcileReport? _last;

    public bool IsReconciled { get; private set; }

    public ReconcileReport? Last => _last;

    public void Observe(ReconcileReport report)
    {
        _last = report;
        IsReconciled |= report.Answered;
    }
}
