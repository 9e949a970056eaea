using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>
/// The levels of one book that changed since the last diff event of one speed. Collecting costs nothing while no client
/// listens; a first listener starts with the next change.
/// </summary>
internal sealed class DepthDiff(int periodMs)
{
    public int PeriodMs { get; } = periodMs;

    public HashSet<long> Bids { get; } = [];

    public HashSet<long> Asks { get; } = [];

    /// <summary>Update id of the last event that was sent: USD-M's <c>pu</c>, and one less than the next event's first id.</summary>
    public long SentUpdateId { get; private set; }

    public bool Active { get; private set; }

    public bool HasChanges => Bids.Count + Asks.Count > 0;

    public void Activate(bool active, long updateId)
    {
        if (active == Active)
        {
            return;
        }

        Active = active;
        Sent(updateId);
    }

    public void Touch(Side side, long price)
    {
        if (Active)
        {
            (side == Side.Buy ? Bids : Asks).Add(price);
        }
    }

    public void Sent(long updateId)
    {
        SentUpdateId = updateId;
        Bids.Clear();
        Asks.Clear();
    }
}
