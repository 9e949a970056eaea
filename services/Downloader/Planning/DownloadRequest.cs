using Trading.Contracts;

namespace Trading.Downloader.Planning;

/// <summary>What a job is to complete: facts of some symbols in [<see cref="Start"/>, <see cref="End"/>).</summary>
internal sealed record DownloadRequest
{
    private const int MostSymbols = 1000;

    /// <summary>No end is later: times near the last one that can be written overflow when something is added.</summary>
    public static readonly DateTime Latest = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>One of <see cref="Venues.All"/>.</summary>
    public required string Venue { get; init; }

    public DownloadKind Kind { get; init; }

    /// <summary>In the venue's spelling.</summary>
    public required string[] Symbols { get; init; }

    /// <summary>Needed for bars.</summary>
    public BarInterval? Interval { get; init; }

    /// <summary>Price that the bars are made of; mark, index and premium on USD-M only.</summary>
    public BarSeries Series { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime Start { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime End { get; init; }

    public DownloadSource Source { get; init; }

    /// <summary>Look whether files that were read for this time have been replaced since, and take over what they hold now.</summary>
    public bool Recheck { get; init; }

    /// <summary>Null when the request makes sense, else what is wrong with it, by property.</summary>
    public (string Property, string Problem)? Problem() => this switch
    {
        _ when !Venues.IsKnown(Venue) => ("venue", $"'{Venue}' is not a venue; use one of {string.Join(", ", Venues.All)}."),
        _ when !Enum.IsDefined(Kind) => ("kind", $"'{Kind}' is not a kind; use bars, trades or funding."),
        _ when !Enum.IsDefined(Series) => ("series", $"'{Series}' is not a series; use last, mark, index or premium."),
        _ when !Enum.IsDefined(Source) => ("source", $"'{Source}' is not a source; use auto, rest or archive."),
        { Symbols.Length: 0 or > MostSymbols } => ("symbols", $"1 to {MostSymbols} symbols are needed."),
        _ when Symbols.Any(symbol => !Identifier.IsSymbol(symbol)) => ("symbols", $"'{Symbols.First(symbol => !Identifier.IsSymbol(symbol))}' is not a symbol such as BTCUSDT."),
        { Kind: DownloadKind.Bars, Interval: null } => ("interval", $"Bars need an interval; use one of {BarInterval.AllCodes}."),
        { Series: not BarSeries.Last } when Venue != Venues.BinanceUsdm => ("series", "Mark, index and premium bars exist on USD-M only."),
        { Kind: not DownloadKind.Bars, Series: not BarSeries.Last } => ("series", "Only bars are made of different prices."),
        { Kind: DownloadKind.Bars, Interval: { } interval } when interval == BarInterval.OneSecond && Venue == Venues.BinanceUsdm =>
            ("interval", "Bars of one second exist on spot only."),
        { Kind: DownloadKind.Funding } when Venue != Venues.BinanceUsdm => ("kind", "Funding exists on USD-M only."),
        { Recheck: true, Source: DownloadSource.Rest } => ("recheck", "Archives are not looked at with source rest."),
        _ when Start >= End => ("end", "The end must be after the start."),
        _ when End > Latest => ("end", "The end must not be after the year 2099."),
        _ when Start < DateTime.UnixEpoch => ("start", "The start must not be before 1970."),
        _ => null,
    };

}
