namespace Trading.PaperTrading.Domain;

/// <summary>Why something is not done: a stable code for programs, a reason for people.</summary>
/// <param name="Status">HTTP status that says the same.</param>
internal sealed record Refusal(string Code, string Reason, int Status)
{
    public const int Conflict = 409;

    public static Refusal NotFound(string reason) => new("notFound", reason, 404);

    /// <param name="named">The venue that was named, or null.</param>
    public static Refusal OfVenue(string? named, string reason) => new(named is null ? "venueNeeded" : "unknownVenue", reason, 400);

    public static Refusal Invalid(string field, string reason) =>
        new("invalid" + char.ToUpperInvariant(field[0]) + field[1..], reason, 400);
}
