namespace Trading.Downloader.CommandLine;

/// <summary>What a command is about, and so which options its help shows.</summary>
[Flags]
internal enum SelectionParts
{
    None = 0,

    /// <summary>The rows are bars: <c>--interval</c> and <c>--series</c> say which.</summary>
    Bars = 1,

    /// <summary><c>--start</c> and <c>--end</c>.</summary>
    Range = 2,

    /// <summary><c>--source</c>, <c>--url</c> and <c>--archive-url</c>: the command asks the venue.</summary>
    Venue = 4,
}
