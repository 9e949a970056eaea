using System.Globalization;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Trading.ServiceDefaults.Logs;

/// <summary>The text of an event: strings without quotes.</summary>
internal static class LogMessage
{
    private static readonly MessageTemplateTextFormatter Formatter = new("{Message:l}", CultureInfo.InvariantCulture);

    public static string Render(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Formatter.Format(logEvent, text);
        return SecretText.Redact(text.ToString());
    }
}
