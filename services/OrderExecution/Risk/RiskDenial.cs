using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Risk;

/// <summary>Our own no, with the first rule that said it.</summary>
internal sealed record RiskDenial(string Rule, string Reason)
{
    /// <summary>Every rule that is against the order, in the order of asking; the first is <see cref="Rule"/>.</summary>
    public IReadOnlyList<Objection> Objections { get; init; } = [new(Rule, Reason)];
}
