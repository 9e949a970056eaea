namespace Trading.Downloader.Planning;

/// <summary>
/// One request: the bars whose open time is in [<paramref name="From"/>, <paramref name="To"/>), at most <paramref name="Rows"/>.
/// </summary>
internal readonly record struct RestPage(DateTime From, DateTime To, int Rows);
