namespace Trading.ExchangeSimulator.Control.Ledger;

internal sealed record LedgerFill(
    string Market, string Symbol, long OrderId, string ClientOrderId, string Side, long TradeId, decimal Price, decimal Quantity,
    decimal Commission, string CommissionAsset, bool IsMaker, DateTime Time);
