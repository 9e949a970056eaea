namespace Trading.PaperTrading.Api;

internal sealed record BacktestTicket(string Id);
