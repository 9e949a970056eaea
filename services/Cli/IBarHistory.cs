using Trading.Contracts;

namespace Trading.Cli;

/// <summary>Closed bars of one venue and interval, from files or from the store.</summary>
internal interface IBarHistory : IAsyncDisposable
{
    /// <summary>Open time of a symbol's first and last bar; null when there is none.</summary>
    Task<(DateTime First, DateTime Last)?> ExtentAsync(string symbol, CancellationToken cancellationToken);

    /// <summary>Bars that open in [<paramref name="from"/>, <paramref name="to"/>), oldest first.</summary>
    IAsyncEnumerable<Bar> ReadAsync(string symbol, DateTime from, DateTime to, CancellationToken cancellationToken);
}
