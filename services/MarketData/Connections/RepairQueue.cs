using System.Threading.Channels;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Connections;

/// <summary>
/// Silent streams on their way to the connections that carry them. Bounded for each connection; when full a repair is dropped:
/// the watchdog asks again.
/// </summary>
internal sealed class RepairQueue
{
    private const int Capacity = 1024;

    private readonly Channel<(PlannedStream Stream, StreamRepair Repair)>[] _channels;

    public RepairQueue(FeedPlan plan)
    {
        _channels =
        [
            .. plan.Connections.Select(_ => Channel.CreateBounded<(PlannedStream, StreamRepair)>(
                new BoundedChannelOptions(Capacity)
                {
                    SingleReader = true,
                    SingleWriter = true,
                    FullMode = BoundedChannelFullMode.DropWrite,
                })),
        ];
    }

    public ChannelReader<(PlannedStream Stream, StreamRepair Repair)> Of(int connection) => _channels[connection].Reader;

    public void Offer(int connection, PlannedStream stream, StreamRepair repair) => _channels[connection].Writer.TryWrite((stream, repair));
}
