using Trading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>Stands for a stored strategy whose kind or parameters are no longer valid: it keeps its position and decides nothing.</summary>
internal sealed class NoStrategy : Strategy;
