using MassTransit;
using Trading.Contracts;
using Trading.ServiceDefaults.Tracing;

namespace Trading.PaperTrading.Messaging;

/// <summary>
/// Sends the orders of a step in the context of its cause, so the trace and the conversation go on. From the order on a trace is sent, even
/// where the sampler left its cause out.
/// </summary>
internal static class OrderSubmission
{
    public static async Task SubmitAsync(this ConsumeContext context, IEnumerable<SubmitOrder> orders, PaperMetrics metrics)
    {
        foreach (var order in orders)
        {
            using var span = KeptSpan.Start(metrics.Activities, "submit intent");
            await context.Publish(order, context.CancellationToken);
        }
    }
}
