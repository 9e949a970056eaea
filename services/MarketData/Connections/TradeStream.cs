namespace Trading.MarketData.Connections;

/// <summary>Which of the venue's two numbered sequences is the trade feed. Their ids differ: a database holds one of them.</summary>
internal enum TradeStream
{
    /// <summary>What the venue documents: single trades on spot, aggregates on USD-M.</summary>
    Auto = 0,

    Trade,

    AggregateTrade,
}
