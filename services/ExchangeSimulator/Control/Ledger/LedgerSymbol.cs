namespace Trading.ExchangeSimulator.Control.Ledger;

/// <param name="Hash">Over all trades in order: equal hashes mean equal tapes.</param>
/// <param name="Retained">How many of the newest can still be read by id.</param>
internal sealed record LedgerSymbol(
    string Market, string Symbol, long Count, long FirstId, long LastId, string Hash, int Retained, long UpdateId, DateTime? LastTime);
