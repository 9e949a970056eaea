using System.Runtime.ExceptionServices;
using Trading.Contracts;
using Trading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Stands for a strategy that could not be made: at its first event it throws the reason, and so it is stopped as one that throws later.
/// </summary>
internal sealed class FailedStart(Exception reason) : Strategy
{
    public override void OnBar(Market market, in Bar bar) => ExceptionDispatchInfo.Throw(reason);

    public override void OnTrade(Market market, in Trade trade) => ExceptionDispatchInfo.Throw(reason);

    public override void OnSignal(Market market, SignalRaised signal) => ExceptionDispatchInfo.Throw(reason);
}
