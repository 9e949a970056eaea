using Microsoft.Extensions.Configuration;
using Trading.AppHost.Servers;

namespace Trading.AppHost.Tests.Servers;

public sealed class ObserverSettingsTests
{
    [Theory]
    [InlineData("Alerts__Slack is no setting. There are SlackUrl", "Slack=https://hooks.example/secret")]
    [InlineData("Alerts__SlackUrl is no http or https URL", "SlackUrl=hooks.example/secret")]
    [InlineData("Alerts__SlackUrl is no http or https URL", "SlackUrl=https://hooks.example/sec ret")]
    [InlineData("Alerts__WebhookUrl is no http or https URL", "WebhookUrl=file:///secret")]
    [InlineData("Alerts__WebhookUrl holds a password", "WebhookUrl=https://me:secret@hooks.example")]
    [InlineData("Alerts__WebhookToken needs Alerts__WebhookUrl", "WebhookToken=secret")]
    [InlineData("Alerts__WebhookToken holds a control character", "WebhookUrl=https://hooks.example", "WebhookToken=secret\n")]
    [InlineData("Alerts__MailServer needs Alerts__MailTo", "MailServer=mail.example:587")]
    [InlineData("Alerts__MailTo needs Alerts__MailServer", "MailTo=me@example.org")]
    [InlineData("Alerts__MailTo is one or more addresses", "MailTo=me@example.org,", "MailServer=mail.example:587")]
    [InlineData("Alerts__MailTo is one or more addresses", "MailTo={{x}}@example.org", "MailServer=mail.example:587")]
    [InlineData("Alerts__MailFrom is one address", "MailTo=me@example.org", "MailServer=mail.example:587", "MailFrom=me")]
    [InlineData("Alerts__MailServer is host:port", "MailTo=me@example.org", "MailServer=mail.example")]
    [InlineData("Alerts__MailUser needs Alerts__MailPassword", "MailTo=me@example.org", "MailServer=mail.example:587", "MailUser=me")]
    [InlineData("Alerts__MailPassword needs Alerts__MailUser", "MailTo=me@example.org", "MailServer=mail.example:1", "MailPassword=secret")]
    public void A_wrong_setting_is_one_line_without_a_secret(string message, params string[] settings)
    {
        var wrong = Assert.Throws<WrongUseException>(() => Read([.. settings.Select(setting => "Alerts:" + setting)]));

        Assert.StartsWith(message, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Theory]
    [InlineData("let me see")]
    [InlineData("secret\n")]
    [InlineData("gehéim")]
    public void A_token_that_no_header_can_carry_is_refused(string token) => Assert.StartsWith(
        "Telemetry__MetricsToken holds more than",
        Assert.Throws<WrongUseException>(() => Read("Telemetry:MetricsToken=" + token)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Without_settings_the_console_alone_gets_alerts()
    {
        var settings = Read("Alerts:SlackUrl=", "Telemetry:MetricsToken=");

        Assert.Equal("", settings.Receivers.Names);
        Assert.Empty(settings.Secrets);
    }

    [Theory]
    [InlineData("mail.example.org:587", true)]
    [InlineData("localhost:25", false)]
    [InlineData("127.0.0.1:25", false)]
    public void Mail_goes_over_TLS_except_to_this_machine(string server, bool isTlsRequired) =>
        Assert.Equal(isTlsRequired, Read("Alerts:MailTo=me@example.org", "Alerts:MailServer=" + server).Receivers.Mail!.IsTlsRequired);

    internal static ObserverSettings Read(params string[] settings)
    {
        var pairs = settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]));
        return ObserverSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build());
    }
}
