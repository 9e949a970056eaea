namespace Trading.ExchangeSimulator.Ledger;

/// <param name="Frames">Encoded for at least one listener.</param>
public sealed record LedgerStream(string Market, string Stream, long Frames);
