using Trading.Accounting;
using Trading.Contracts;
using Trading.MarketStore.History;

namespace Trading.PaperTrading.Live;

/// <content>What comes seldom: signals of the scanner and funding of the venue.</content>
internal sealed partial class PaperEngine
{
    /// <summary>Takes what the scanner saw, for strategies that follow signals.</summary>
    /// <returns>Orders to submit, as with a bar.</returns>
    public async Task<IReadOnlyList<SubmitOrder>> OnSignalAsync(SignalRaised message, CancellationToken cancellationToken)
    {
        var submit = new List<SubmitOrder>();
        if (feeds.Find(message.Venue) is not { } feed)
        {
            return submit;
        }

        using var step = await EnterAsync(cancellationToken);
        foreach (var definition in Of(feed))
        {
            var session = await book.GetAsync(definition, cancellationToken);
            if (session.Follows(message.Symbol) && session.IsWarm)
            {
                submit.AddRange(await StepAsync(
                    session, () => session.OnSignal(message, live.Decides(definition, message.RaisedAt), Now, TraceId), cancellationToken));
            }
        }

        return submit;
    }

    /// <summary>Positions in derivatives, with the time from which their funding may not be booked yet.</summary>
    public async Task<IReadOnlyList<FundedPosition>> FundedPositionsAsync(CancellationToken cancellationToken)
    {
        using var step = await EnterAsync(cancellationToken);
        var funded = new List<FundedPosition>();
        foreach (var definition in book.Definitions.Where(each => feeds.Of(each.Venue).Terms.Mode != MarginMode.Spot))
        {
            var session = await book.GetAsync(definition, cancellationToken);
            funded.AddRange(
                from position in session.Account.Positions
                where !position.IsFlat && session.OpenedAt(position.Symbol) is not null
                let opened = session.OpenedAt(position.Symbol)!.Value
                select new FundedPosition(
                    definition.Id, definition.Venue, position, position.FundedAt > opened ? position.FundedAt : opened));
        }

        return funded;
    }

    /// <summary>Books a settlement; one that was booked before changes nothing.</summary>
    public async Task OnFundingAsync(string strategyId, string symbol, FundingRate settlement, CancellationToken cancellationToken)
    {
        using var step = await EnterAsync(cancellationToken);
        if (book.Find(strategyId) is { } definition)
        {
            var session = await book.GetAsync(definition, cancellationToken);
            await StepAsync(
                session, () => session.OnFunding(symbol, settlement.Time, settlement.Rate, settlement.MarkPrice, Now), cancellationToken);
        }
    }
}
