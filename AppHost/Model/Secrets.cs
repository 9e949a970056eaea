using Trading.AppHost.Servers;

namespace Trading.AppHost.Model;

/// <summary>Secrets by name and what each is for. Values are made per data directory, given by the user or by the cluster.</summary>
internal static class Secrets
{
    public const string VenueApiKey = "venue-api-key";
    public const string VenueApiSecret = "venue-api-secret";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ServerCatalogue.Postgres.PasswordSecret] = "password of PostgreSQL's user 'trading'",
        [ServerCatalogue.RabbitMq.PasswordSecret] = "password of RabbitMQ's user 'trading'",
        [VenueApiKey] = "API key of the trading account at the venue",
        [VenueApiSecret] = "HMAC secret of the trading account at the venue",
        [ServerCatalogue.AlertWebhookToken] = "token that Alertmanager sends to the console's alert inbox",
    };

    /// <summary>Those that a deployment wants only where the user has set them.</summary>
    public static IReadOnlyDictionary<string, string> Given { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ObserverSettings.MetricsToken] = "token that Prometheus sends to `/metrics`",
        [AlertReceivers.SlackUrl] = "URL of Slack's incoming webhook",
        [AlertReceivers.WebhookToken] = "token that Alertmanager sends to the webhook of `Alerts__WebhookUrl`",
        [AlertReceivers.MailPassword] = "password of `Alerts__MailUser` at the mail server",
    };
}
