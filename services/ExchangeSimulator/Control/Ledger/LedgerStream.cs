namespace Trading.ExchangeSimulator.Control.Ledger;

/// <param name="Frames">Encoded for at least one listener.</param>
internal sealed record LedgerStream(string Market, string Stream, long Frames);
