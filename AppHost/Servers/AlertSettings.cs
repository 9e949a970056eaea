using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Trading.AppHost.Servers;

/// <summary>The section <c>Alerts</c>: who gets alerts beside the console. A wrong setting is one line and exit code 2.</summary>
internal sealed partial class AlertSettings(IConfigurationSection section)
{
    private static readonly string[] Known =
        ["SlackUrl", "WebhookUrl", "WebhookToken", "MailTo", "MailServer", "MailFrom", "MailUser", "MailPassword"];

    /// <param name="secrets">Gets the secrets among the settings.</param>
    public AlertReceivers Read(Dictionary<string, string?> secrets)
    {
        var unknown = section.GetChildren().FirstOrDefault(child => !Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        Refuse(unknown is not null, $"Alerts__{unknown?.Key} is no setting. There are {string.Join(", ", Known)}.");
        var slack = Url("SlackUrl", "https://hooks.slack.com/services/...");
        var webhook = Url("WebhookUrl", "https://alerts.example.org/hook");
        Refuse(webhook?.UserInfo.Length > 0, "Alerts__WebhookUrl holds a password: use Alerts__WebhookToken, which stays in a file.");
        Needs("WebhookToken", "WebhookUrl");
        secrets[AlertReceivers.SlackUrl] = slack is null ? null : Value("SlackUrl");
        secrets[AlertReceivers.WebhookToken] = Line("WebhookToken");
        secrets[AlertReceivers.MailPassword] = Line("MailPassword");
        return new AlertReceivers
        {
            HasSlack = slack is not null,
            Webhook = webhook,
            HasWebhookToken = Value("WebhookToken") is not null,
            Mail = Mail(),
        };
    }

    private AlertMail? Mail()
    {
        foreach (var name in Known.Where(name => name.StartsWith("Mail", StringComparison.Ordinal)))
        {
            Needs(name, "MailTo");
        }

        Needs("MailTo", "MailServer");
        Needs("MailUser", "MailPassword");
        Needs("MailPassword", "MailUser");
        if (Value("MailTo") is not { } to)
        {
            return null;
        }

        var receivers = to.Split(',', StringSplitOptions.TrimEntries);
        var from = Value("MailFrom") ?? receivers[0];
        Refuse(!receivers.All(Address().IsMatch), "Alerts__MailTo is one or more addresses, such as me@example.org,you@example.org.");
        Refuse(!Address().IsMatch(from), "Alerts__MailFrom is one address, such as trading@example.org.");
        Refuse(!HostAndPort().IsMatch(Value("MailServer")!), "Alerts__MailServer is host:port, such as mail.example.org:587.");
        return new AlertMail(string.Join(", ", receivers), from, Value("MailServer")!, Line("MailUser"));
    }

    private Uri? Url(string name, string example)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        var valid = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && !Forbidden().IsMatch(text);
        Refuse(!valid, $"Alerts__{name} is no http or https URL; one is {example}");
        return url;
    }

    private string? Line(string name)
    {
        var text = Value(name);
        Refuse(text?.Any(char.IsControl) is true, $"Alerts__{name} holds a control character, such as the end of a line.");
        return text;
    }

    private void Needs(string name, string other) =>
        Refuse(Value(name) is not null && Value(other) is null, $"Alerts__{name} needs Alerts__{other}.");

    private string? Value(string name) => section[name] is { Length: > 0 } text ? text : null;

    private static void Refuse(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new WrongUseException(message);
        }
    }

    [GeneratedRegex(@"[\s\p{C}]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^[A-Za-z0-9.-]+:[0-9]{1,5}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostAndPort();
}
