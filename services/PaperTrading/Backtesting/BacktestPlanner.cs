using Trading.Backtesting.Engine;
using Trading.Backtesting.Runs;
using Trading.Backtesting.Statistics;
using Trading.Contracts;
using Trading.Exchanges.Venues;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Live;
using Trading.Strategies;

namespace Trading.PaperTrading.Backtesting;

/// <summary>Turns a request into a plan, or says what is wrong with it.</summary>
internal sealed class BacktestPlanner(
    SessionRegistry book, VenueCatalog venues, StrategyCatalogue catalogue, PaperOptions options)
{
    private const decimal DefaultCash = 10_000m;
    private const decimal MaxCash = 1_000_000_000_000m;

    private static readonly DateTime Latest = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public Outcome<BacktestPlan> Plan(BacktestRequest request)
    {
        var known = book.Find(request.Strategy);
        var parameters = new Dictionary<string, decimal>(
            known?.Parameters ?? new Dictionary<string, decimal>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, value) in request.Parameters ?? new Dictionary<string, decimal>(StringComparer.Ordinal))
        {
            parameters[name] = value;
        }

        if (!catalogue.TryPlan(known?.Kind ?? request.Strategy, parameters, out var strategy, out var error))
        {
            return Refusal.Invalid("strategy", error);
        }

        var code = request.Interval ?? known?.Interval.Code;
        if (!BarInterval.TryParse(code, out var interval))
        {
            return Refusal.Invalid("interval", BarInterval.Problem(code));
        }

        string[] symbols =
            [.. (request.Symbols ?? known?.Symbols ?? []).Select(symbol => symbol.Trim().ToUpperInvariant())
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (symbols.Length is 0 or > 100 || !symbols.All(Identifier.IsSymbol))
        {
            return Refusal.Invalid("symbols", "Name 1 to 100 symbols in the venue's spelling, such as BTCUSDT.");
        }

        if (request.Venue is not null && venues.Find(request.Venue) is null)
        {
            return Refusal.Invalid("venue", $"'{request.Venue}' is not a venue; use one of {string.Join(", ", venues.Names)}.");
        }

        var venue = request.Venue is { } named ? venues.Find(named)!.Description.Name : known?.Venue;
        if (venue is null)
        {
            if (!venues.TryFindInRun(null, out var only, out var needed))
            {
                return Refusal.OfVenue(null, needed);
            }

            venue = only.Name;
        }

        if (request.Start < DateTime.UnixEpoch || request.End > Latest)
        {
            return Refusal.Invalid("range", "A run lies between the years 1970 and 2099.");
        }

        if (request.End <= request.Start)
        {
            return Refusal.Invalid("end", "The end must be after the start.");
        }

        if ((request.End - request.Start) / interval.Duration * symbols.Length > options.MaxBacktestBars)
        {
            return Refusal.Invalid("range", $"The run could read more than {options.MaxBacktestBars} bars (Paper:MaxBacktestBars).");
        }

        var costs = book.Costs with { Fees = request.Fees ?? book.Costs.Fees, Slippage = request.Slippage ?? book.Costs.Slippage };
        var cash = request.Cash ?? known?.Cash ?? DefaultCash;
        var protections = request.Protections ?? known?.Protections ?? Protections.None;
        if (protections.Problem() is { } wrong)
        {
            return Refusal.Invalid("protections", wrong);
        }

        if (CostProblem(cash, costs) is { } problem)
        {
            return Refusal.Invalid("costs", problem);
        }

        if (request.EquityPoints is < 2 or > EquityCurve.MaxCapacity)
        {
            return Refusal.Invalid("equityPoints", $"equityPoints is 2 to {EquityCurve.MaxCapacity}.");
        }

        return new BacktestPlan(strategy, venue, symbols, interval, request.Start, request.End, cash, costs, options.QuantityStep)
        {
            Account = MarginTerms.Of(venues.Find(venue)!.Description, symbols, options),
            Protections = protections,
            EquityPoints = request.EquityPoints ?? EquityCurve.DefaultCapacity,
        };
    }

    private static string? CostProblem(decimal cash, FillCosts costs)
    {
        if (cash is <= 0 or > MaxCash)
        {
            return FormattableString.Invariant($"cash {cash} must be above 0 and at most 10^12.");
        }

        (string Field, decimal Value)[] fractions =
            [("fees.taker", costs.Fees.Taker), ("fees.maker", costs.Fees.Maker), ("slippage", costs.Slippage)];
        foreach (var (field, value) in fractions)
        {
            if (value is < 0 or > 0.1m)
            {
                return FormattableString.Invariant($"{field} {value} must be a fraction from 0 to 0.1.");
            }
        }

        return null;
    }
}
