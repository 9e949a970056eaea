using System.Diagnostics;
using System.Text.Json;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Execution;

/// <summary>Changes limits and the kill switch: in force at once, stored, logged, and published where others must know.</summary>
internal sealed class RiskControl(
    RiskStore store, TradingState state, HaltProgress progress, OutboxSignalChannel outboxSignal, TimeProvider time,
    ILogger<RiskControl> logger) : IDisposable
{
    private const string ByHand = "by hand";

    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>
    /// Stops trading. Returns once the halt is stored and what was sent before it has its outcome and is cancelled, or a second later:
    /// <see cref="HaltProgress.Report"/> has what is left. A halt in a halt changes its policy; reason, author and time stay those of the
    /// first,
    /// and the history has the others.
    /// </summary>
    public async Task HaltAsync(string? reason, CancelOpen cancelOpen, string by, CancellationToken cancellationToken)
    {
        // The switch stops orders before it is stored: a database that fails must not keep it from working.
        var (halt, change) = Throw(reason, cancelOpen, by);

        // The caller may go away; the halt stays.
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await store.SaveHaltAsync(state.Halt, change, Activity.Current?.Id, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }

        outboxSignal.Set();
        OrderExecutionLog.Halted(logger, by, change.Reason, EnumNames.Of(halt.CancelOpen));
        await progress.WaitSettledAsync(SettleTime, cancellationToken);
    }

    /// <summary>Lets orders pass again, once that is stored. A halt that comes in between wins.</summary>
    public async Task ResumeAsync(string? reason, string by, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var seen = state.Halt;
            var next = seen with { Halted = false, ResumeReason = reason ?? ByHand, ResumedBy = by, ResumedAt = After(seen) };
            var change = new HaltChange(HaltChangeKind.Resume, next.ResumeReason, by, next.ResumedAt.Value, CancelOpen: null);
            await store.SaveHaltAsync(next, change, Activity.Current?.Id, cancellationToken);
            if (state.Switch.TryRelease(seen, next))
            {
                progress.End();
            }
        }
        finally
        {
            _turn.Release();
        }

        outboxSignal.Set();
        OrderExecutionLog.Resumed(logger, by, reason ?? ByHand);
    }

    /// <param name="venue">One of the run.</param>
    public async Task SetLimitsAsync(string venue, RiskLimits limits, string by, CancellationToken cancellationToken)
    {
        await store.SaveLimitsAsync(venue, limits, by, cancellationToken);
        state.SetLimits(venue, limits);
        OrderExecutionLog.LimitsChanged(logger, venue, by, JsonSerializer.Serialize(limits, ProductJson.Options));
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>
    /// Now, or just after the last change when the clock has stepped back: listeners take the change with the latest time.
    /// </summary>
    private DateTime After(TradingHalt last)
    {
        var now = StoredValue.Kept(time.GetUtcNow().UtcDateTime);
        var changed = last.ToMessage().At;
        return now > changed ? now : changed.AddMilliseconds(1);
    }

    private (TradingHalt Halt, HaltChange Change) Throw(string? reason, CancelOpen cancelOpen, string by)
    {
        var present = state.Halt;
        var at = After(present);
        var said = reason ?? ByHand;
        var halt = present.Halted ? present with { CancelOpen = cancelOpen } : new TradingHalt(true, said, by, at, cancelOpen);
        progress.Begin(state.Switch.Throw(halt));
        return (halt, new HaltChange(present.Halted ? HaltChangeKind.RepeatedHalt : HaltChangeKind.Halt, said, by, at, cancelOpen));
    }
}
