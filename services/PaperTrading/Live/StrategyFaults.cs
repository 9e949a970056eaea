using Trading.Backtesting.Loading;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Live;

/// <summary>
/// A strategy that throws is stopped and says why; the others go on. What its memory holds may be half done, so it is dropped.
/// </summary>
internal sealed class StrategyFaults(SessionRegistry book, StrategyTable strategies, TimeProvider clock, ILogger<StrategyFaults> logger)
{
    public async Task KeepAsync(StrategyDefinition definition, Exception exception, CancellationToken cancellationToken)
    {
        book.Drop(definition.Id);
        logger.StrategyFaulted(exception, definition.Id);
        var fault = new StrategyFault(exception.GetType().Name, StrategyThrow.MessageOf(exception), clock.GetUtcNow().UtcDateTime);
        var faulted = definition with { State = StrategyState.Faulted, Fault = fault };
        await strategies.UpdateAsync(faulted, cancellationToken);
        book.Put(faulted);
        await book.GetAsync(faulted, cancellationToken);
    }
}
