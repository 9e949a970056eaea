namespace Trading.Exchanges.Venues;

/// <summary>What a venue is, as data.</summary>
public sealed record VenueDescription
{
    /// <summary>As it stands in configuration, storage keys, metrics and messages.</summary>
    public required string Name { get; init; }

    /// <summary>Another name of the same market, understood wherever a venue is named; null for none.</summary>
    public string? Alias { get; init; }

    /// <summary>Its name on the command line, before the colon of <c>EXCHANGE:BTC/USDT</c>; several markets may share one.</summary>
    public required string Exchange { get; init; }

    /// <summary>Which market of the exchange it is, for people: <c>spot</c>.</summary>
    public required string Market { get; init; }

    /// <summary>Base of REST calls, without a path.</summary>
    public required Uri RestUrl { get; init; }

    /// <summary>Base of market streams, without a path.</summary>
    public required Uri StreamUrl { get; init; }

    /// <summary>Where the account's reports come from; relative to <see cref="StreamUrl"/> where they share a host.</summary>
    public required Uri UserStreamUrl { get; init; }

    /// <summary>Base of the published files; relative to <see cref="RestUrl"/> where they share a host.</summary>
    public Uri ArchiveUrl { get; init; } = new("/", UriKind.Relative);

    public ArchiveLayout Archives { get; init; }

    /// <summary>It runs on this machine with invented money; no other machine reaches it.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Contracts without an end: funding, and mark, index and premium prices exist.</summary>
    public bool IsPerpetual { get; init; }

    public bool CanSellShort { get; init; }

    /// <summary>Orders can be sent to it; else market data alone.</summary>
    public bool TakesOrders { get; init; }

    /// <summary>
    /// The feed of trades that it documents is one of aggregates, whose ids rise by one; else of single trades, whose ids do.
    /// </summary>
    public bool TradesAreAggregates { get; init; }

    /// <summary>Bars of one second exist.</summary>
    public bool HasSecondBars { get; init; }

    public BookRule BookRule { get; init; }

    /// <summary>Most levels of a side that one depth snapshot gives.</summary>
    public required int MaxBookLevels { get; init; }

    /// <summary>Bars per request that cost the least weight per bar.</summary>
    public required int BarsPerRequest { get; init; }

    /// <summary>Most single trades that one request gives.</summary>
    public required int TradesPerRequest { get; init; }

    /// <summary>Request weight per minute and IP until the venue itself says otherwise.</summary>
    public required int WeightPerMinute { get; init; }

    public required StreamLimits Streams { get; init; }

    public bool IsCalled(string name) =>
        string.Equals(name, Name, StringComparison.Ordinal) || string.Equals(name, Alias, StringComparison.Ordinal);
}
