using System.Diagnostics;
using System.Threading.Channels;
using Trading.Contracts;

namespace Trading.Downloader.Progress;

/// <summary>
/// Progress on its way to the bus, so that no download and no caller waits for a broker. Bounded; when full (the broker has been away
/// for long) the oldest is dropped and counted.
/// </summary>
internal sealed class ProgressQueue
{
    public const int Capacity = 4096;

    private readonly TimeProvider _time;
    private readonly Channel<(DownloadProgressed Message, ActivityContext Trace)> _channel;
    private long _dropped;

    public ProgressQueue(TimeProvider time)
    {
        _time = time;
        _channel = Channel.CreateBounded<(DownloadProgressed Message, ActivityContext Trace)>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>Messages that were dropped: the queue was full, or the bus did not take them.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public ChannelReader<(DownloadProgressed Message, ActivityContext Trace)> Reader => _channel.Reader;

    /// <summary>The bus carries what the API shows.</summary>
    public void Offer(DownloadView view)
    {
        var message = new DownloadProgressed
        {
            JobId = view.Id,
            Venue = view.Request.Venue,
            Symbols = view.Request.Symbols,
            Kind = view.Request.Kind switch
            {
                Planning.DownloadKind.Bars => MarketDataKind.Bars,
                Planning.DownloadKind.Trades => MarketDataKind.Trades,
                _ => MarketDataKind.Funding,
            },
            Interval = view.Request.Interval,
            State = view.State,
            Progress = (decimal)view.Progress,
            Expected = view.Expected,
            Done = view.Done,
            Items = view.Items,
            RowsPerSecond = (decimal)view.RowsPerSecond,
            WeightUsed = view.WeightUsed,
            Eta = view.Eta,
            Error = view.Error,
            At = _time.GetUtcNow().UtcDateTime,
        };
        _channel.Writer.TryWrite((message, Activity.Current?.Context ?? default));
    }

    public void Lost() => Interlocked.Increment(ref _dropped);
}
