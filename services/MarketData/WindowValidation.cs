using Microsoft.Extensions.Options;

namespace Trading.MarketData;

/// <summary>Tells everything that is wrong with the windows at once, at start.</summary>
internal sealed class WindowValidation : IValidateOptions<MarketDataOptions>
{
    public ValidateOptionsResult Validate(string? name, MarketDataOptions options)
    {
        var problems = options.WindowProblems();
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(problem => $"MarketData:Bars: {problem}"));
    }
}
