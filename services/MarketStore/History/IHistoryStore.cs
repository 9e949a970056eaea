using Trading.Contracts;

namespace Trading.MarketStore.History;

/// <summary>Funding, the published files that were read, and what is stored of an instrument.</summary>
public interface IHistoryStore
{
    /// <summary>
    /// Stores settlements that are not there yet, and completes those whose mark price or interval was not known; returns how many were
    /// new or completed. A settlement must not come twice in one call.
    /// </summary>
    Task<int> WriteFundingAsync(InstrumentId instrument, IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken = default);

    /// <summary>Settlements from <paramref name="from"/>, inclusive, to <paramref name="to"/>, exclusive (UTC), ascending.</summary>
    IAsyncEnumerable<FundingRate> ReadFundingAsync(
        InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default);

    /// <summary>Enters a published file whose rows are stored, or what it is by now.</summary>
    Task WriteArchiveAsync(string venue, KnownArchive archive, CancellationToken cancellationToken = default);

    /// <summary>Published files that were read and speak of some of this time, by time.</summary>
    Task<IReadOnlyList<KnownArchive>> ArchivesAsync(string venue, TimeRange range, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<CoverageEntry>> CoverageAsync(InstrumentId instrument, CancellationToken cancellationToken = default);
}
