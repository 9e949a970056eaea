using Trading.Contracts;

namespace Trading.MarketData.Recovery;

/// <summary>The venue's own record of trades, asked over REST.</summary>
internal interface ITradeHistory
{
    /// <summary>Trades from an id on, inclusive, ascending; empty when the venue has none there.</summary>
    /// <exception cref="Exchanges.Transport.VenueException">The venue did not answer, or refused.</exception>
    Task<IReadOnlyList<Trade>> FromAsync(string symbol, long fromId, int limit, CancellationToken cancellationToken);

    /// <summary>The newest trades, ascending; empty when there are none yet.</summary>
    /// <exception cref="Exchanges.Transport.VenueException">The venue did not answer, or refused.</exception>
    Task<IReadOnlyList<Trade>> LatestAsync(string symbol, int limit, CancellationToken cancellationToken);
}
