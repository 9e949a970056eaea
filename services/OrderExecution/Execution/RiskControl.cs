using System.Diagnostics;
using System.Text.Json;
using Trading.OrderExecution.Messaging;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Execution;

/// <summary>Changes limits and the kill switch: in force at once, stored, logged, and published where others must know.</summary>
public sealed class RiskControl(RiskStore store, TradingState state, OutboxSignalChannel outboxSignal, TimeProvider time, ILogger<RiskControl> logger)
{
    public async Task<TradingHalt> SetHaltAsync(bool halted, string reason, string by, CancellationToken cancellationToken)
    {
        var halt = new TradingHalt(halted, reason, by, time.GetUtcNow().UtcDateTime);

        // The switch stops orders before it is stored: a database that is away must not keep it from working. Releasing it waits.
        if (halted)
        {
            state.SetHalt(halt);
        }

        await store.SaveHaltAsync(halt, Activity.Current?.Id, cancellationToken);
        state.SetHalt(halt);
        outboxSignal.Set();
        if (halted)
        {
            OrderExecutionLog.Halted(logger, by, reason);
        }
        else
        {
            OrderExecutionLog.Resumed(logger, by, reason);
        }

        return halt;
    }

    public async Task SetLimitsAsync(RiskLimits limits, string by, CancellationToken cancellationToken)
    {
        await store.SaveLimitsAsync(limits, by, cancellationToken);
        state.SetLimits(limits);
        OrderExecutionLog.LimitsChanged(logger, by, JsonSerializer.Serialize(limits, ProductJson.Options));
    }
}
