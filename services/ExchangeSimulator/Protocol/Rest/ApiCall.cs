using System.Globalization;
using System.Text.RegularExpressions;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>
/// One request and its parameters. Readers return a fallback when a parameter is bad and keep the first error in <see cref="Error"/>, so
/// that a handler reads what it needs and is answered for once.
/// </summary>
internal sealed partial class ApiCall(
    Exchange exchange, MarketRules rules, IReadOnlyDictionary<string, string> parameters, bool microseconds)
{
    private const string DecimalRange = @"^([0-9]{1,20})(\.[0-9]{1,20})?$";

    public Exchange Exchange { get; } = exchange;

    public MarketRules Rules { get; } = rules;

    public VenueError? Error { get; private set; }

    public bool Has(string name) => Text(name) is not null;

    public void Fail(VenueError error) => Error ??= error;

    public void Fail(int code, string message) => Fail(new VenueError(400, code, message));

    public string? Text(string name) => parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool IsTrue(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    public string Required(string name)
    {
        if (Text(name) is { } value)
        {
            return value;
        }

        Fail(VenueError.Missing(name));
        return "";
    }

    public long? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Digits().IsMatch(text) && long.TryParse(text, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Fail(VenueError.Illegal(name, "^[0-9]{1,20}$"));
        return null;
    }

    /// <summary>A page size; above the maximum it is cut to it, as the venue does.</summary>
    public int Limit(int fallback, int maximum)
    {
        var value = Number("limit") ?? fallback;
        if (value < 1)
        {
            Fail(-1130, "Data sent for parameter 'limit' is not valid.");
        }

        return (int)Math.Clamp(value, 1, maximum);
    }

    /// <summary>A time in the unit of the request, as µs.</summary>
    public long? TimeUs(string name) => Number(name) is { } value ? value < 100_000_000_000_000 ? value * 1000 : value : null;

    public long? Decimal(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (!Decimals().IsMatch(text)
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > 9_000_000_000)
        {
            Fail(VenueError.Illegal(name, DecimalRange));
            return null;
        }

        if (E8.TryFrom(value, out var scaled))
        {
            return scaled;
        }

        Fail(-1111, $"Parameter '{name}' has too much precision.");
        return null;
    }

    /// <summary>The market of parameter <c>symbol</c>; null with <see cref="Error"/> set when it is missing or unknown.</summary>
    public Market? Symbol(string name = "symbol")
    {
        var symbol = Required(name);
        if (Error is null && !Symbols().IsMatch(symbol))
        {
            Fail(VenueError.Illegal(name, "^[A-Z0-9-_.]{1,20}$"));
        }

        return Error is null ? Find(symbol) : null;
    }

    /// <summary>The market of parameter <c>symbol</c>, or without one all of this kind.</summary>
    public List<Market> Markets() =>
        !Has("symbol") ? [.. Exchange.Of(Rules.Kind)] : Symbol() is { } market ? [market] : [];

    /// <summary>The markets of parameter <c>symbols</c>, a JSON array that spot takes, or without one all of this kind.</summary>
    public List<Market> ListedMarkets() => Rules.IsSpot && Text("symbols") is { } list
        ? [.. list.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Find(name.Trim('"', ' '))).OfType<Market>()]
        : [.. Exchange.Of(Rules.Kind)];

    public Market? Find(string symbol)
    {
        var market = Exchange.Find(Rules.Kind, symbol);
        if (market is null)
        {
            Fail(VenueError.InvalidSymbol);
        }

        return market;
    }

    /// <summary>A moment in the unit that the client asked for.</summary>
    public long Stamp(long timeUs) => microseconds ? timeUs : timeUs / 1000;

    /// <summary>The last moment before <paramref name="endUs"/>, in that unit.</summary>
    public long StampBefore(long endUs) => microseconds ? endUs - 1 : endUs / 1000 - 1;

    /// <summary>A field that USD-M alone sends.</summary>
    public long? OnUsdm(long value) => Rules.IsSpot ? null : value;

    [GeneratedRegex("^[0-9]{1,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(DecimalRange, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Decimals();

    [GeneratedRegex("^[A-Z0-9-_.]{1,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex Symbols();
}
