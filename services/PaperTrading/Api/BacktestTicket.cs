namespace Trading.PaperTrading.Api;

public sealed record BacktestTicket(string Id);
