using Microsoft.AspNetCore.WebUtilities;

namespace Trading.Exchanges.Tests.Orders;

internal sealed record ReceivedRequest(string Method, string Path, string Query, string Body, Dictionary<string, string> Headers)
{
    /// <summary>Query and body, as they are signed.</summary>
    public string Payload => Query.TrimStart('?') + Body;

    public string Parameter(string name) => QueryHelpers.ParseQuery(Payload)[name].ToString();
}
