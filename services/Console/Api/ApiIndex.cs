using System.Text;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Api;

/// <summary>The start page of the APIs: every service with its page for people, its OpenAPI document and its metrics.</summary>
internal static class ApiIndex
{
    private const string Text = """
        # APIs

        Reading needs no key. What changes something needs the header `X-Api-Key` with a key of the role that its page names: viewer,
        trader or admin. The first start made one key of each role and printed the path of their file. Errors are problem details with a
        stable `code`. The [glossary](/glossary) explains the words.

        | service | page | document | metrics |
        |---|---|---|---|

        """;

    public static void MapApiIndex(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api", (HttpContext http, ServiceUrls urls) => RunbooksApi.Html(http, "APIs", Markdown(http, urls)))
            .ExcludeFromDescription();

    /// <summary>Services that share an address, as in one process, share a row.</summary>
    private static string Markdown(HttpContext http, ServiceUrls urls)
    {
        var text = new StringBuilder(Text);
        var services = Enum.GetValues<UpstreamService>().Select(service => (Name: Kebab(service), Address: AddressOf(service, http, urls)));
        foreach (var server in services
            .Prepend((Name: "console", Address: string.Empty))
            .GroupBy(service => service.Address, service => service.Name, StringComparer.Ordinal))
        {
            text.AppendLine(
                $"| {string.Join(", ", server)} | [{server.Key}/docs]({server.Key}/docs) | "
                    + $"[openapi/v1.json]({server.Key}/openapi/v1.json) | [metrics]({server.Key}/metrics) |");
        }

        return text.ToString();
    }

    /// <summary>
    /// As the browser reaches it: empty for this process; by the name that the browser used where the service is on this machine.
    /// </summary>
    private static string AddressOf(UpstreamService service, HttpContext http, ServiceUrls urls)
    {
        var address = urls[service];
        if (address.IsLoopback)
        {
            address = new UriBuilder(address) { Host = http.Request.Host.Host }.Uri;
            return address.Port == http.Request.Host.Port ? string.Empty : address.AbsoluteUri.TrimEnd('/');
        }

        return address.AbsoluteUri.TrimEnd('/');
    }

    private static string Kebab(UpstreamService service) =>
        string.Concat(
            service.ToString().Select(
                (letter, i) => i > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
