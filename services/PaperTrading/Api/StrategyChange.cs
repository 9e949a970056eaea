using System.Text.Json.Serialization;
using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Api;

/// <summary>A change of a strategy: an action, or the state and promotion that it should have.</summary>
internal sealed record StrategyChange
{
    /// <summary><c>start</c>, <c>stop</c>, <c>promote</c>, <c>demote</c>, or <c>align</c>: bring live to paper.</summary>
    public string? Action { get; init; }

    /// <summary><c>running</c> or <c>stopped</c>.</summary>
    public StrategyState? State { get; init; }

    public bool? Promoted { get; init; }

    [JsonIgnore]
    public bool IsAlignment => Action == "align";

    /// <summary>What to set; null when nothing is asked for, or an action is unknown.</summary>
    public (StrategyState? State, bool? Promoted)? Wanted() => Action switch
    {
        null when State is null && Promoted is null => null,
        _ when State is StrategyState.Faulted => null,
        null => (State, Promoted),
        "start" => (StrategyState.Running, Promoted),
        "stop" => (StrategyState.Stopped, Promoted),
        "promote" => (State, true),
        "demote" => (State, false),
        _ => null,
    };
}
