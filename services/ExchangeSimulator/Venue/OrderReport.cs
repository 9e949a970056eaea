using Trading.ExchangeSimulator.Matching;
using Trading.ExchangeSimulator.Tape;

namespace Trading.ExchangeSimulator.Venue;

/// <summary>One change of a client's order, as the user data stream tells it.</summary>
public sealed record OrderReport(Market Market, ClientOrder Order, string Execution, Fill? Fill, long TimeUs);
