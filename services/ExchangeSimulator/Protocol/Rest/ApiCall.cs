using System.Globalization;
using System.Text.RegularExpressions;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>
/// One request: its parameters and its answer. Readers return a fallback when a parameter is bad and keep the first error in
/// <see cref="Error"/>, so that a handler reads what it needs and then looks once.
/// </summary>
internal sealed partial class ApiCall(Exchange exchange, MarketKind kind, IReadOnlyDictionary<string, string> parameters, bool microseconds, JsonFrame json)
{
    public Exchange Exchange { get; } = exchange;

    public MarketKind Kind { get; } = kind;

    public JsonFrame Json { get; } = json;

    public VenueError? Error { get; private set; }

    public IReadOnlyDictionary<string, string> Parameters { get; } = parameters;

    public bool Has(string name) => Parameters.TryGetValue(name, out var value) && value.Length > 0;

    public void Fail(VenueError error) => Error ??= error;

    public string? Text(string name) => Parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public string Required(string name)
    {
        if (Text(name) is { } value)
        {
            return value;
        }

        Fail(Missing(name));
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

        Fail(Illegal(name, "^[0-9]{1,20}$"));
        return null;
    }

    /// <summary>A page size; above the maximum it is cut to it, as the venue does.</summary>
    public int Limit(int fallback, int maximum)
    {
        var value = Number("limit") ?? fallback;
        if (value < 1)
        {
            Fail(new VenueError(400, -1130, "Data sent for parameter 'limit' is not valid."));
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

        if (!Decimals().IsMatch(text))
        {
            Fail(Illegal(name, "^([0-9]{1,20})(\\\\.[0-9]{1,20})?$"));
            return null;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 9_000_000_000)
        {
            Fail(Illegal(name, "^([0-9]{1,20})(\\\\.[0-9]{1,20})?$"));
            return null;
        }

        if (E8.TryFrom(value, out var scaled))
        {
            return scaled;
        }

        Fail(new VenueError(400, -1111, $"Parameter '{name}' has too much precision."));
        return null;
    }

    /// <summary>The market of parameter <c>symbol</c>; null with <see cref="Error"/> set when it is missing or unknown.</summary>
    public Market? Symbol(string name = "symbol")
    {
        var symbol = Required(name);
        if (Error is not null)
        {
            return null;
        }

        if (!Symbols().IsMatch(symbol))
        {
            Fail(Illegal(name, "^[A-Z0-9-_.]{1,20}$"));
            return null;
        }

        var market = Exchange.Find(Kind, symbol);
        if (market is null)
        {
            Fail(new VenueError(400, -1121, "Invalid symbol."));
        }

        return market;
    }

    /// <summary>A moment in the unit that the client asked for.</summary>
    public long Stamp(long timeUs) => microseconds ? timeUs : timeUs / 1000;

    /// <summary>The last moment before <paramref name="endUs"/>, in that unit.</summary>
    public long StampBefore(long endUs) => microseconds ? endUs - 1 : endUs / 1000 - 1;

    public static VenueError Missing(string name) =>
        new(400, -1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public static VenueError Illegal(string name, string range) =>
        new(400, -1100, $"Illegal characters found in parameter '{name}'; legal range is '{range}'.");

    [GeneratedRegex("^[0-9]{1,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex("^[0-9]{1,20}(\\.[0-9]{1,20})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Decimals();

    [GeneratedRegex("^[A-Z0-9-_.]{1,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex Symbols();
}
