using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Trading.AppHost.Servers;

/// <summary>What the user's environment adds to the observers: receivers of alerts, and the token of scrapes.</summary>
internal sealed partial record ObserverSettings
{
    public const string MetricsToken = "metrics-token";

    private const string MetricsTokenKey = "Telemetry:MetricsToken";

    public static ObserverSettings None { get; } = new();

    public AlertReceivers Receivers { get; init; } = new();

    /// <summary>Values by the names under which a server finds them as files; only those that were given.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Checks what was given; throws <see cref="WrongUseException"/>, which never holds a secret.</summary>
    public static ObserverSettings Read(IConfiguration configuration)
    {
        var token = configuration[MetricsTokenKey];
        if (!string.IsNullOrEmpty(token) && !Token().IsMatch(token))
        {
            throw new WrongUseException("Telemetry__MetricsToken holds more than letters, digits and -._~+/=.");
        }

        var alerts = new AlertSettings(configuration.GetSection("Alerts"));
        var secrets = new Dictionary<string, string?>(StringComparer.Ordinal) { [MetricsToken] = token };
        var receivers = alerts.Read(secrets);
        return new ObserverSettings
        {
            Receivers = receivers,
            Secrets = secrets.Where(secret => !string.IsNullOrEmpty(secret.Value))
                .ToDictionary(secret => secret.Key, secret => secret.Value!, StringComparer.Ordinal),
        };
    }

    // What RFC 6750 allows in "Authorization: Bearer".
    [GeneratedRegex(@"^[A-Za-z0-9._~+/=-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
