namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>A refusal in the venue's words: the HTTP status, and the body <c>{"code":…,"msg":…}</c>.</summary>
internal sealed record VenueError(int Status, int Code, string Message)
{
    public static VenueError Rejected(string message) => new(400, -2010, message);

    public static VenueError Filter(string filter) => new(400, -1013, $"Filter failure: {filter}");
}
