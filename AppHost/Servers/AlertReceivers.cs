using System.Text;

namespace Trading.AppHost.Servers;

/// <summary>
/// Alertmanager's receivers: each sends to the console's inbox, and the two for people also to what the user has named. Severity
/// <c>critical</c> goes to <c>page</c>, <c>warning</c> to <c>ticket</c>, <c>info</c> to <c>inbox</c>.
/// </summary>
internal sealed record AlertReceivers
{
    public const string SlackUrl = "alerts-slack-url";
    public const string WebhookToken = "alerts-webhook-token";
    public const string MailPassword = "alerts-mail-password";

    private const string Title = "'[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }} {{ .CommonLabels.service }}"
        + "{{ if gt (len .Alerts) 1 }} ({{ len .Alerts }}){{ end }}'";

    public bool HasSlack { get; init; }

    public Uri? Webhook { get; init; }

    public bool HasWebhookToken { get; init; }

    public AlertMail? Mail { get; init; }

    /// <summary>Such as <c>Slack, mail</c>; empty where nothing but the console gets alerts.</summary>
    public string Names => string.Join(
        ", ", ((string?[])[HasSlack ? "Slack" : null, Mail is null ? null : "mail", Webhook is null ? null : "webhook"]).OfType<string>());

    /// <param name="console">Where Alertmanager reaches the console.</param>
    /// <param name="secretFile">Path of a secret's file by its name.</param>
    public string Yaml(Uri console, Func<string, string> secretFile)
    {
        var inbox = WebhookYaml(new Uri(console, "/alerts/webhook"), secretFile(ServerCatalogue.AlertWebhookToken));
        var link = $"http://127.0.0.1:{console.Port}";
        var text = new StringBuilder("receivers:\n");
        foreach (var name in (string[])["page", "ticket"])
        {
            text.Append("  - name: ").Append(name).Append("\n    webhook_configs:\n").Append(inbox);
            text.Append(Webhook is { } url ? WebhookYaml(url, HasWebhookToken ? secretFile(WebhookToken) : null) : "");
            text.Append(HasSlack ? SlackYaml(link, secretFile(SlackUrl)) : "");
            text.Append(Mail is { } mail ? MailYaml(mail, link, secretFile(MailPassword)) : "");
        }

        return text.Append("  - name: inbox\n    webhook_configs:\n").Append(inbox).ToString();
    }

    private static string WebhookYaml(Uri url, string? tokenFile) =>
        $"      - url: {Quoted(url.AbsoluteUri)}\n        send_resolved: true\n        max_alerts: 100\n"
        + (tokenFile is null ? "" : $"        http_config: {{ authorization: {{ credentials_file: {Quoted(tokenFile)} }} }}\n");

    private static string SlackYaml(string console, string urlFile) =>
        $"    slack_configs:\n      - api_url_file: {Quoted(urlFile)}\n        send_resolved: true\n        title: {Title}\n"
        + Body(console);

    private static string MailYaml(AlertMail mail, string console, string passwordFile) =>
        $"    email_configs:\n      - to: {Quoted(mail.To)}\n        from: {Quoted(mail.From)}\n        smarthost: {Quoted(mail.Server)}\n"
        + (mail.IsTlsRequired ? "" : "        require_tls: false\n")
        + (mail.User is null ? "" : $"        auth_username: {Quoted(mail.User)}\n        auth_password_file: {Quoted(passwordFile)}\n")
        + $"        send_resolved: true\n        headers: {{ Subject: {Title} }}\n        html: ''\n" + Body(console);

    private static string Body(string console) => $$$"""
                text: |-
                  {{ range .Alerts }}{{ .Labels.severity }}: {{ .Annotations.summary }}
                  {{ .Annotations.description }}
                  Runbook: {{{console}}}{{ .Annotations.runbook_url }}
                  {{ end }}

        """.ReplaceLineEndings("\n");

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
