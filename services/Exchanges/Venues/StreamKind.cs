namespace Trading.Exchanges.Venues;

/// <summary>The kinds of market stream that are taken.</summary>
public enum StreamKind
{
    /// <summary>Single trades, ids rising by one. USD-M sends them without documenting it.</summary>
    Trade = 0,

    /// <summary>Trades of one taker order at one price, ids rising by one: the trade feed that USD-M documents.</summary>
    AggregateTrade,

    /// <summary>Best bid and ask at every change.</summary>
    BookTicker,

    /// <summary>Changes of the book ten times a second.</summary>
    Depth,

    /// <summary>The running minute bar every one or two seconds, and once closed.</summary>
    Kline,

    /// <summary>USD-M: mark price and funding every second.</summary>
    MarkPrice,
}
