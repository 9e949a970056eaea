using Trading.Contracts;

namespace Trading.PaperTrading.Domain;

/// <summary>What a strategy wants after a bar: filled on paper by the first trade from <paramref name="DueAt"/> on.</summary>
/// <param name="Id">Deterministic (see <see cref="IntentId"/>) and the client order id when the strategy is promoted.</param>
/// <param name="DecisionPrice">Close of the bar that caused it.</param>
/// <param name="DueAt">UTC end of that bar, exclusive: the first moment whose price was unknown when it was decided.</param>
/// <param name="TraceId">W3C trace id of the bar's way; null outside a trace.</param>
internal sealed record Intent(
    string Id,
    string Symbol,
    Side Side,
    decimal Quantity,
    decimal DecisionPrice,
    DateTime BarOpenTime,
    DateTime DueAt,
    string? TraceId = null);
