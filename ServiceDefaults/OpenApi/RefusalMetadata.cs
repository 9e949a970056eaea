using Microsoft.AspNetCore.Builder;

namespace Trading.ServiceDefaults.OpenApi;

public static class RefusalMetadata
{
    /// <summary>
    /// Documents a refusal of the endpoint with an example. What every endpoint of its kind refuses (a missing key, a role too low, input
    /// that cannot be read) stands in the document by itself.
    /// </summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoints, int status, string code, string detail)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new DocumentedRefusal(status, code, detail));
}
