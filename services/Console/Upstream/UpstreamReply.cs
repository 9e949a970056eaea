using System.Net;

namespace Trading.WebConsole.Upstream;

/// <summary>What a service answered, or why it did not.</summary>
/// <param name="Status">Null when there was no answer at all.</param>
/// <param name="Json">The body when it is JSON, else null.</param>
/// <param name="Problem">For people; null after a success.</param>
internal sealed record UpstreamReply(HttpStatusCode? Status, string? Json, string? Problem)
{
    public bool Succeeded => Problem is null && Json is not null;
}
