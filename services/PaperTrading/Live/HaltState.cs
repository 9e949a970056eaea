using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Whether trading is halted, as order execution announced it. Announcements may come twice and out of order: the newest counts, and
/// it survives a restart.
/// </summary>
internal sealed class HaltState(HaltTable table)
{
    private volatile TradingHalted? _last;
    private DateTime? _stored;

    public bool IsHalted => _last is { Halted: true };

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _last = await table.FindAsync(cancellationToken);
        _stored = _last?.At;
    }

    public async Task ObserveAsync(TradingHalted message, CancellationToken cancellationToken)
    {
        if (message.At < _last?.At || message.At == _stored)
        {
            return;
        }

        // A halt counts before it is stored: a database that does not answer must not delay it. A release waits for the store.
        if (message.Halted)
        {
            _last = message;
        }

        await table.SaveAsync(message, cancellationToken);
        _last = message;
        _stored = message.At;
    }

    /// <summary>
    /// Why a strategy decides nothing at present; null when it may. A strategy without real orders goes on through a halt.
    /// </summary>
    public string? PauseOf(StrategyDefinition strategy)
    {
        return strategy is { Promoted: true, State: StrategyState.Running } && _last is { Halted: true } halt
            ? $"Trading is halted: {halt.Reason}"
            : null;
    }
}
