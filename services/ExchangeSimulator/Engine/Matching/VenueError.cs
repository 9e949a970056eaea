using System.Text.Json.Serialization;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>A refusal in the venue's words: the HTTP status, and the body <c>{"code":…,"msg":…}</c>.</summary>
internal sealed record VenueError([property: JsonIgnore] int Status, int Code, [property: JsonPropertyName("msg")] string Message)
{
    public static VenueError InvalidSymbol { get; } = new(400, -1121, "Invalid symbol.");

    public static VenueError UnknownOrder { get; } = new(400, -2011, "Unknown order sent.");

    public static VenueError Rejected(string message) => new(400, -2010, message);

    public static VenueError Filter(string filter) => new(400, -1013, $"Filter failure: {filter}");

    public static VenueError Missing(string name) =>
        new(400, -1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public static VenueError Illegal(string name, string range) =>
        new(400, -1100, $"Illegal characters found in parameter '{name}'; legal range is '{range}'.");
}
