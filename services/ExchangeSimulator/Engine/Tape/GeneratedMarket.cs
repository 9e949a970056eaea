using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>A market that makes its own tape: the house trades in the book, and so do the clients.</summary>
internal sealed class GeneratedMarket : Market, IMatchSink
{
    private const long BeatUs = 100_000;
    private readonly PricePath _path;
    private readonly MarketMaker _makers;
    private readonly double _ordersPerSecond;
    private readonly long _stepUs;
    private (long Price, long Quantity, long Ask, long AskQuantity) _sentTop;
    private long _nextTradeId;
    private TapeAggregate _aggregate;
    private long _nextBeatUs;
    private bool _stopsDue;

    /// <param name="history">Ends where this symbol's first tape began.</param>
    /// <param name="startUs">When this tape goes on, on a whole second; <paramref name="earlier"/> lies before it.</param>
    public GeneratedMarket(
        MarketSpec spec, ulong seed, History history, long startUs, IEnumerable<TapeTrade> earlier, double ordersPerSecond, int stepMs,
        int bookLevels,
        int retainedTrades, Action<OrderReport> report, ISettlement settlement)
        : base(spec, retainedTrades, report, settlement, startUs / 1000, history, market => new BookVenue((GeneratedMarket)market))
    {
        Candles.Start(history.EndUs);
        foreach (var trade in earlier)
        {
            Tape.Add(trade);
            Candles.Add(trade);
        }

        // Restarted within the second of the last trade: the tape goes on with the next one, so that its time never goes back.
        startUs = Math.Max(startUs, (Tape.LastTimeUs + History.SecondUs - 1) / History.SecondUs * History.SecondUs);
        MoveTo(startUs);
        Candles.AdvanceTo(startUs);
        _nextTradeId = Tape.Count > 0 ? Tape.LastId + 1 : startUs;
        _aggregate = new TapeAggregate(Tape.Count > 0 ? Tape.Last.AggregateId : _nextTradeId - 1, 0, 0, 0, 0, 0, false);
        _path = new PricePath(seed, spec.BasePrice);
        _makers = new MarketMaker(spec, Book, this, Mixer.Mix(seed ^ (ulong)_nextTradeId ^ ((ulong)spec.Kind << 60)), bookLevels);
        _ordersPerSecond = ordersPerSecond;
        _stepUs = stepMs * 1000L;
        NextStepUs = startUs + _stepUs;
        _nextBeatUs = startUs + BeatUs;
    }

    public override long BestBid => Book.Bids.BestPrice;

    public override long BestBidQuantity => Book.Bids.BestQuantity;

    public override long BestAsk => Book.Asks.BestPrice;

    public override long BestAskQuantity => Book.Asks.BestQuantity;

    /// <summary>Trades since the list was last cleared: what a keeper has yet to write.</summary>
    public List<TapeTrade> Unsaved { get; } = [];

    public bool KeepsUnsaved { get; set; }

    /// <summary>When the next step ends: it is due once the clock has reached this.</summary>
    public long NextStepUs { get; private set; }

    /// <summary>
    /// The house's first quotes, once the clients' orders of before rest in the book: those that the price has passed are filled.
    /// </summary>
    public void Open() => _makers.Requote(_path.At(NowUs));

    /// <summary>Runs one step of fixed length: quotes move, takers trade, beats fall due.</summary>
    public void Step()
    {
        var toUs = NextStepUs;
        var fromUs = toUs - _stepUs;
        NextStepUs += _stepUs;
        MoveTo(fromUs);
        var fair = _path.At(toUs);
        _makers.Requote(fair);
        Settle();
        var orders = _makers.DueOrders(_ordersPerSecond, _stepUs);
        for (var i = 0; i < orders; i++)
        {
            MoveTo(fromUs + _stepUs * i / orders / 1000 * 1000);
            _makers.TakeOnce(fair, i);
            Settle();
        }

        MoveTo(toUs);
        Candles.AdvanceTo(toUs);
        while (_nextBeatUs <= toUs)
        {
            Beat();
        }
    }

    /// <summary>Tells the world what a step or a client's order has changed at the top of the book.</summary>
    public void Settle()
    {
        CloseAggregate();
        while (_stopsDue && Orders.HasStops)
        {
            _stopsDue = false;
            Orders.TriggerStops();
            CloseAggregate();
        }

        var top = (BestBid, BestBidQuantity, BestAsk, BestAskQuantity);
        if (top != _sentTop)
        {
            _sentTop = top;
            Feed?.TopChanged(NowUs);
        }
    }

    public void Matched(Side taker, ClientOrder? client, RestingOrder maker, long price, long quantity)
    {
        var sold = taker == Side.Sell;
        if (_aggregate.Quantity == 0 || _aggregate.Price != price || _aggregate.BuyerIsMaker != sold)
        {
            CloseAggregate();
            _aggregate = new TapeAggregate(_aggregate.Id + 1, price, 0, _nextTradeId, 0, NowUs, sold);
        }

        var trade = new TapeTrade(_nextTradeId++, _aggregate.Id, price, quantity, NowUs, sold);
        _aggregate = _aggregate with { Quantity = _aggregate.Quantity + quantity, LastId = trade.Id };
        Record(trade);
        if (KeepsUnsaved)
        {
            Unsaved.Add(trade);
        }

        _stopsDue = true;
        if (client is not null)
        {
            Orders.Filled(client, trade.Id, price, quantity, isMaker: false);
        }

        if (maker.Client is { } resting)
        {
            Orders.Filled(resting, trade.Id, price, quantity, isMaker: true);
        }
    }

    private void CloseAggregate()
    {
        if (_aggregate.Quantity > 0)
        {
            Feed?.Aggregated(_aggregate);
            _aggregate = _aggregate with { Quantity = 0 };
        }
    }

    private void Beat()
    {
        foreach (var diff in Book.Diffs)
        {
            if (diff.Active && _nextBeatUs / 1000 % diff.PeriodMs < 100 && diff.HasChanges)
            {
                Feed?.DepthChanged(diff, _nextBeatUs);
                diff.Sent(Book.UpdateId);
            }
        }

        Feed?.Beat(_nextBeatUs);
        _nextBeatUs += BeatUs;
    }
}
