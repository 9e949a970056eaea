using System.ComponentModel.DataAnnotations;

namespace Trading.ServiceDefaults.Security;

/// <summary>By which names this process may be called. Section <c>Security</c>.</summary>
public sealed class CallerOptions : IValidatableObject
{
    /// <summary>
    /// Names and addresses, separated by commas, that a request's <c>Host</c> may hold beside those of loopback: where a service is
    /// reached through a network or a proxy. Without scheme and port; there is no wildcard.
    /// </summary>
    public string AllowedHosts { get; set; } = "";

    internal IEnumerable<string> Hosts => AllowedHosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from host in Hosts
        where Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)
        select new ValidationResult(
            $"'{host}' is neither a host name nor an IP address. Write such as trading.example,10.0.0.5, "
                + "without scheme, port and wildcard.",
            [nameof(AllowedHosts)]);
}
