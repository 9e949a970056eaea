namespace Trading.ExchangeSimulator.Protocol.Limits;

/// <summary>Request weight of one address in one market, since the start.</summary>
/// <param name="Used">Weight of the running minute, or of the last one that had a request.</param>
/// <param name="FullestMinute">Most weight that was served in one minute.</param>
/// <param name="Refused">Requests over the limit or during a ban; those that a fault refused are not among them.</param>
/// <param name="Bans">Bans that the address has earned.</param>
/// <param name="ForcedBans">Bans that a fault (<c>http418</c>) has laid on it.</param>
internal sealed record WeightUse(string Market, string Address, int Limit, int Used, int FullestMinute, int Refused, int Bans, int ForcedBans);
