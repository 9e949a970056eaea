namespace Trading.Strategies;

/// <summary>A parameter as its class declares it.</summary>
/// <param name="Whole">Whether only whole numbers are taken.</param>
public sealed record StrategyParameter(string Name, decimal Default, decimal Min, decimal Max, bool Whole, string Description)
{
    /// <summary>Why a value is not taken; null when it is.</summary>
    public string? Problem(decimal value)
    {
        var kind = Whole ? "a whole number" : "a number";
        return value < Min || value > Max || Whole && !decimal.IsInteger(value)
            ? FormattableString.Invariant($"{Name} is {kind} from {Min} to {Max}, not {value}.")
            : null;
    }
}
