namespace Trading.OrderExecution.Risk;

/// <summary>Sees each rule's verdict, for metrics. Must be cheap: it is called for every rule of every order.</summary>
internal interface IRiskProbe
{
    long Timestamp();

    void Checked(RiskRule rule, bool passed, long startTimestamp);
}
