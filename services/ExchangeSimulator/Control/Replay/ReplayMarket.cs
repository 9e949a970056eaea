using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>
/// A market whose tape, book and best prices are those of a recording, as far as it has been sent. Client orders fill
/// against the recorded best prices and leave no trace in the recorded tape.
/// </summary>
internal sealed class ReplayMarket : Market
{
    private readonly ReplayVenue _venue;
    private (long Price, long Quantity) _bid;
    private (long Price, long Quantity) _ask;
    private TapeAggregate _aggregate;
    private bool _hasBook;

    /// <param name="startMs">When the recording begins: orders that come before its first message have this time.</param>
    /// <param name="lastPrivateTradeId">Of an earlier replay's fills; 0 when there was none.</param>
    public ReplayMarket(MarketSpec spec, Action<OrderReport> report, ISettlement settlement, long startMs, long lastPrivateTradeId)
        : this(spec, report, settlement, new ReplayVenue(Math.Max(Fill.FirstPrivateTradeId, lastPrivateTradeId + 1))) =>
            MoveTo(startMs * 1000);

    private ReplayMarket(MarketSpec spec, Action<OrderReport> report, ISettlement settlement, ReplayVenue venue)
        : base(spec, int.MaxValue / 2, report, settlement, firstOrderId: 1, history: null, _ => venue)
    {
        _venue = venue;
        venue.Bind(this);
    }

    public override long BestBid => _bid.Price;

    public override long BestBidQuantity => _bid.Quantity;

    public override long BestAsk => _ask.Price;

    public override long BestAskQuantity => _ask.Quantity;

    /// <summary>
    /// Starts the book from a snapshot that the recording holds further on: diffs that stand before it may already go beyond
    /// it, and a client that asks early gets a book that the diffs to come continue.
    /// </summary>
    public void Load(RecordedSnapshot snapshot)
    {
        Book.Clear();
        Set(Side.Buy, snapshot.Bids);
        Set(Side.Sell, snapshot.Asks);
        Book.StateUpdateId(snapshot.LastUpdateId);
        _hasBook = true;
        if (_bid.Price == 0)
        {
            _bid = (Book.Bids.BestPrice, Book.Bids.BestQuantity);
            _ask = (Book.Asks.BestPrice, Book.Asks.BestQuantity);
        }
    }

    public void Apply(RecordedEvent recorded)
    {
        MoveTo(Math.Max(recorded.EventTimeMs, recorded.TimeMs) * 1000);
        switch (recorded.Type)
        {
            case RecordedEvent.Kind.Trade:
                Trade(recorded);
                break;
            case RecordedEvent.Kind.BookTicker:
                (_bid, _ask) = (recorded.First, recorded.Second);
                _venue.Match();
                break;
            case RecordedEvent.Kind.Depth:
                Change(recorded);
                break;
            case RecordedEvent.Kind.Snapshot:
                if (!_hasBook || recorded.LastId > Book.UpdateId)
                {
                    Load(new RecordedSnapshot(recorded.LastId, recorded.Bids, recorded.Asks));
                }

                break;
            default:
                break;
        }
    }

    private void Trade(RecordedEvent recorded)
    {
        // A recording without its aggregates: consecutive trades at one time, price and side are taken as one.
        var (price, quantity) = recorded.First;
        var timeUs = recorded.TimeMs * 1000;
        var sold = recorded.BuyerIsMaker;
        if (_aggregate.Quantity > 0 && (_aggregate.TimeUs != timeUs || _aggregate.Price != price || _aggregate.BuyerIsMaker != sold))
        {
            Feed?.Aggregated(_aggregate);
            _aggregate = default;
        }

        if (_aggregate.Quantity == 0)
        {
            _aggregate = new TapeAggregate(recorded.Id, price, 0, recorded.Id, recorded.Id, timeUs, sold);
        }

        _aggregate = _aggregate with { Quantity = _aggregate.Quantity + quantity, LastId = recorded.Id };
        Record(new TapeTrade(recorded.Id, _aggregate.Id, price, quantity, timeUs, sold));
        _venue.Match();
        if (Orders.HasStops)
        {
            Orders.TriggerStops();
        }
    }

    private void Change(RecordedEvent recorded)
    {
        if (!_hasBook || recorded.LastId <= Book.UpdateId)
        {
            return;
        }

        Set(Side.Buy, recorded.Bids);
        Set(Side.Sell, recorded.Asks);
        Book.StateUpdateId(recorded.LastId);
    }

    private void Set(Side side, IReadOnlyList<(long Price, long Quantity)> levels)
    {
        foreach (var (price, quantity) in levels)
        {
            Book.SetLevel(side, price, quantity);
        }
    }
}
