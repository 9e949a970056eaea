using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>One change of a client's order, as the user data stream tells it.</summary>
internal sealed record OrderReport(Market Market, ClientOrder Order, string Execution, Fill? Fill, long TimeUs);
