using Trading.Contracts;
using Trading.MarketData.Flow;
using Trading.MarketData.Recovery;
using Trading.MarketData.State;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Gaps;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Storage;

/// <summary>
/// One write, in the order that makes a crash at any point harmless: a hole is in the ledger before trades beyond it are stored, windows
/// follow their trades, bars follow the windows (without a checkpoint a rebuild begins at the last closed minute), a hole is closed after
/// the bars it touched are right, and a checkpoint is behind all that it holds.
/// </summary>
internal sealed class StoreFlush(
    MarketUniverse universe, ITradeStore tradeStore, IBarStore barStore, IGapLedger gapLedger,
    BarReviser reviser, WindowReviser windowReviser, BarAuditor auditor, StateStore states, GapQueue healing, EventQueue events,
    TimeProvider clock)
{
    public async Task WriteAsync(StoreBatch batch, CancellationToken cancellationToken)
    {
        foreach (var rows in batch.Symbols)
        {
            var instrument = universe.Instrument(rows.Symbol);
            await OpenGapsAsync(instrument, rows, cancellationToken);
            if (rows.Trades.Count > 0)
            {
                await tradeStore.WriteTradesAsync(instrument, rows.Trades, cancellationToken);
            }

            if (rows.Windows.Count > 0)
            {
                await barStore.WriteWindowBarsAsync(instrument, rows.Windows, cancellationToken);
            }

            if (rows.Bars.Count > 0)
            {
                await barStore.WriteBarsAsync(instrument, rows.Bars, cancellationToken: cancellationToken);
            }

            if (rows.Late.Count > 0)
            {
                await reviser.ReviseAsync(rows.Symbol, rows.Late, cancellationToken);
            }

            if (rows.LateWindows.Count > 0)
            {
                await windowReviser.ReviseAsync(instrument, rows.LateWindows, cancellationToken);
            }

            await CloseGapsAsync(instrument, rows, cancellationToken);
            if (rows.State is { } state)
            {
                await states.SaveAsync(rows.Symbol, state, cancellationToken);
            }
        }

        await auditor.CheckAsync(cancellationToken);
    }

    /// <summary>After a successful write: what must happen once only.</summary>
    public void Done(StoreBatch batch)
    {
        foreach (var rows in batch.Symbols)
        {
            foreach (var bar in rows.Deltas.SelectMany(delta => delta.VenueBars))
            {
                auditor.Expect(rows.Symbol, bar);
            }
        }
    }

    private async Task OpenGapsAsync(InstrumentId instrument, StoreBatch.SymbolRows rows, CancellationToken cancellationToken)
    {
        foreach (var hole in rows.Deltas.SelectMany(delta => delta.OpenedHoles))
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await gapLedger.OpenGapAsync(
                new Gap
                {
                    Id = hole.Id,
                    Instrument = instrument,
                    Kind = MarketDataKind.Trades,
                    FromId = hole.FirstId,
                    ToId = hole.LastId,
                    From = hole.From,
                    To = hole.To,
                    Reason = "notReceived",
                    DetectedAt = now,
                },
                cancellationToken);
            if (healing.Offer(rows.Symbol, hole))
            {
                events.Offer(new GapDetected
                {
                    GapId = hole.Id,
                    Venue = instrument.Venue,
                    Symbol = instrument.Symbol,
                    Kind = MarketDataKind.Trades,
                    FromId = hole.FirstId,
                    ToId = hole.LastId,
                    From = hole.From,
                    To = hole.To,
                    DetectedAt = now,
                });
            }
        }
    }

    private async Task CloseGapsAsync(InstrumentId instrument, StoreBatch.SymbolRows rows, CancellationToken cancellationToken)
    {
        foreach (var delta in rows.Deltas)
        {
            foreach (var hole in delta.FilledHoles)
            {
                await CloseAsync(instrument, hole.Id, GapState.Healed, null, cancellationToken);
            }

            if (delta.GivenUp is { } lost)
            {
                await CloseAsync(instrument, lost.GapId, GapState.Unrecoverable, lost.Reason, cancellationToken);
            }
        }
    }

    private async Task CloseAsync(InstrumentId instrument, Guid id, GapState state, string? reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var isOurs = await gapLedger.CloseGapAsync(id, state, now, reason, cancellationToken);
        healing.Forget(id);
        if (!isOurs || await gapLedger.GetGapAsync(id, cancellationToken) is not { } gap)
        {
            return;
        }

        events.Offer(new BackfillCompleted
        {
            GapId = id,
            Venue = instrument.Venue,
            Symbol = instrument.Symbol,
            Kind = MarketDataKind.Trades,
            State = state,
            Items = state == GapState.Healed && gap is { FromId: { } first, ToId: { } last } ? last - first + 1 : 0,
            From = gap.From,
            To = gap.To,
            CompletedAt = now,
        });
    }
}
