using Trading.Contracts;
using Trading.Exchanges.Venues;

namespace Trading.Downloader.Planning;

/// <summary>What a job is to complete: facts of some symbols in [<see cref="Start"/>, <see cref="End"/>).</summary>
internal sealed record DownloadRequest
{
    private const int MostSymbols = 1000;

    /// <summary>No end is later: times near the last one that can be written overflow when something is added.</summary>
    public static readonly DateTime Latest = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Name of a known venue; a request may leave it out where the run has one.</summary>
    public string Venue { get; init; } = "";

    public DownloadKind Kind { get; init; }

    /// <summary>In the venue's spelling.</summary>
    public required string[] Symbols { get; init; }

    /// <summary>Needed for bars.</summary>
    public BarInterval? Interval { get; init; }

    /// <summary>Price that the bars are made of; mark, index and premium of perpetual contracts only.</summary>
    public BarSeries Series { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime Start { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime End { get; init; }

    public DownloadSource Source { get; init; }

    /// <summary>Look whether files that were read for this time have been replaced since, and take over what they hold now.</summary>
    public bool Recheck { get; init; }

    /// <summary>Null when the request makes sense, else what is wrong with it, by property.</summary>
    /// <param name="venues">Those that are known.</param>
    public (string Property, string Problem)? Problem(IEnumerable<VenueDescription> venues) =>
        venues.FirstOrDefault(known => known.Name == Venue) is { } venue
            ? Problem(venue)
            : ("venue", $"'{Venue}' is not a venue; use one of {string.Join(", ", venues.Select(known => known.Name))}.");

    private (string Property, string Problem)? Problem(VenueDescription venue) => this switch
    {
        _ when !Enum.IsDefined(Kind) => ("kind", $"'{Kind}' is not a kind; use bars, trades or funding."),
        _ when !Enum.IsDefined(Series) => ("series", $"'{Series}' is not a series; use last, mark, index or premium."),
        _ when !Enum.IsDefined(Source) => ("source", $"'{Source}' is not a source; use auto, rest or archive."),
        { Symbols.Length: 0 or > MostSymbols } => ("symbols", $"1 to {MostSymbols} symbols are needed."),
        _ when Symbols.Any(symbol => !Identifier.IsSymbol(symbol)) =>
            ("symbols", $"'{Symbols.First(symbol => !Identifier.IsSymbol(symbol))}' is not a symbol such as BTCUSDT."),
        { Kind: DownloadKind.Bars, Interval: null } => ("interval", $"Bars need an interval; use one of {BarInterval.AllCodes}."),
        { Series: not BarSeries.Last } when !venue.IsPerpetual => ("series", $"{Venue} has no mark, index or premium bars."),
        { Kind: not DownloadKind.Bars, Series: not BarSeries.Last } => ("series", "Only bars are made of different prices."),
        { Kind: DownloadKind.Bars, Interval: { } interval } when interval == BarInterval.OneSecond && !venue.HasSecondBars =>
            ("interval", $"{Venue} has no bars of one second."),
        { Kind: DownloadKind.Funding } when !venue.IsPerpetual => ("kind", $"{Venue} has no funding."),
        { Source: DownloadSource.Archive } when venue.Archives == ArchiveLayout.None => ("source", $"{Venue} publishes no archives."),
        { Recheck: true, Source: DownloadSource.Rest } => ("recheck", "Archives are not looked at with source rest."),
        _ when Start >= End => ("end", "The end must be after the start."),
        _ when End > Latest => ("end", "The end must not be after the year 2099."),
        _ when Start < DateTime.UnixEpoch => ("start", "The start must not be before 1970."),
        _ => null,
    };
}
