
namespace Trading.PaperTrading.Domain;

/// <summary>A paper trade and, when its strategy was promoted, the real order beside it.</summary>
internal sealed record RecordedTrade(PaperTrade Trade, LiveOrder? Live);
