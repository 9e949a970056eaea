
namespace Trading.PaperTrading.Domain;

/// <summary>What one step changed in a strategy: stored whole or not at all.</summary>
internal sealed class SessionChange(string strategyId)
{
    public string StrategyId => strategyId;

    /// <summary>The bar that was taken.</summary>
    public (string Symbol, DateTime OpenTime, int Revision)? Checkpoint { get; set; }

    /// <summary>The new intent that waits for a trade.</summary>
    public Intent? Intent { get; set; }

    /// <summary>The order that the intent became, when the strategy is promoted.</summary>
    public LiveOrder? Order { get; set; }

    /// <summary>Live position of the symbol afterwards; null when nothing of it changed.</summary>
    public LivePosition? Live { get; set; }

    /// <summary>Intents that wait no more.</summary>
    public List<string> SettledIntents { get; } = [];

    public List<PaperTrade> Trades { get; } = [];

    /// <summary>The traded position afterwards.</summary>
    public Position? Position { get; set; }

    /// <summary>The account afterwards.</summary>
    public AccountState? Account { get; set; }
}
