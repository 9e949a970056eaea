using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>Receives every match in the order in which it happened.</summary>
internal interface IMatchSink
{
    /// <param name="taker">Side of the incoming order.</param>
    /// <param name="client">The incoming order when it is a client's, else null.</param>
    /// <param name="maker">The order that rested, already reduced by the match.</param>
    void Matched(Side taker, ClientOrder? client, RestingOrder maker, long price, long quantity);
}
