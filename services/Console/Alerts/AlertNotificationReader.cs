using System.Text.Json;
using System.Text.Json.Serialization;
using Trading.ServiceDefaults.Json;

namespace Trading.WebConsole.Alerts;

/// <summary>
/// Reads a notification and checks that its size is one that Alertmanager sends for real rules. Members that this product does not
/// use are ignored: another program defines the body.
/// </summary>
internal static class AlertNotificationReader
{
    public const int MaxBodyBytes = 256 * 1024;

    /// <summary>The same number stands as <c>max_alerts</c> in Alertmanager's configuration.</summary>
    public const int MaxAlerts = 100;

    private const int MaxFingerprint = 64;
    private const int MaxName = 128;

    private static readonly JsonSerializerOptions Tolerant = new(ProductJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        AllowDuplicateProperties = true,
    };

    /// <summary>The notification, or what is wrong with it.</summary>
    public static async Task<(AlertNotification? Notification, string? Problem)> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            var notification = await JsonSerializer.DeserializeAsync<AlertNotification>(body, Tolerant, cancellationToken);
            return notification is null ? (null, "the body is null") : (notification, ProblemOf(notification));
        }
        catch (JsonException error)
        {
            return (
                null,
                $"{(error.Path is null or "$" ? "the body" : error.Path["$.".Length..])} cannot be read as part of a notification of "
                    + "version 4");
        }
    }

    private static string? ProblemOf(AlertNotification notification) =>
        notification.Alerts is null ? "alerts is null"
        : notification.Alerts.Count > MaxAlerts
            ? $"alerts has more than {MaxAlerts} items: set max_alerts in Alertmanager's webhook_configs"
        : notification.Alerts.Select((alert, index) => ProblemOf(alert) is { } problem ? $"alerts[{index}].{problem}" : null)
            .FirstOrDefault(problem => problem is not null);

    private static string? ProblemOf(NotifiedAlert? alert) => alert switch
    {
        null => "is null",
        { Status: not ("firing" or "resolved") } => "status is neither firing nor resolved",
        { Fingerprint: null or { Length: 0 or > MaxFingerprint } } => $"fingerprint has no 1 to {MaxFingerprint} characters",
        _ when HasControl(alert.Fingerprint) => "fingerprint has a control character",
        _ =>
            ProblemOf("labels", alert.Labels, maxCount: 32, maxValue: 512)
                ?? ProblemOf("annotations", alert.Annotations, maxCount: 16, maxValue: 4096),
    };

    private static string? ProblemOf(string member, IReadOnlyDictionary<string, string>? texts, int maxCount, int maxValue)
    {
        if (texts is null || texts.Count > maxCount)
        {
            return texts is null ? $"{member} is null" : $"{member} has more than {maxCount} entries";
        }

        foreach (var (name, value) in texts)
        {
            if (name.Length is 0 or > MaxName || HasControl(name))
            {
                return $"{member} has a name that is empty, longer than {MaxName} characters or has a control character";
            }

            if (value is null || value.Length > maxValue || HasControl(value))
            {
                return $"{member}.{name} is null, longer than {maxValue} characters or has a control character";
            }
        }

        return null;
    }

    private static bool HasControl(string text) => text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
}
