namespace Trading.PaperTrading.Loading;

/// <summary>A file of the strategies folder as it was last read.</summary>
/// <param name="Name">Without its folder.</param>
/// <param name="Hash">Of its content.</param>
/// <param name="Kinds">Names of the strategies that came of it.</param>
/// <param name="Problem">Why none did, or why a later version of it is not in use; null when all is well.</param>
internal sealed record StrategyFile(string Name, string Hash, IReadOnlyList<string> Kinds, string? Problem);
