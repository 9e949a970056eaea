using Serilog.Events;
using Serilog.Parsing;

namespace Trading.ServiceDefaults.Logs;

/// <summary>A log event without secrets: in its properties at any depth, in its template, in its exception.</summary>
internal static class LogRedactor
{
    private static readonly ScalarValue RedactedValue = new(SecretText.Redacted);

    public static LogEvent Redact(LogEvent logEvent)
    {
        var template = SecretText.Redact(logEvent.MessageTemplate.Text);
        return new LogEvent(
            logEvent.Timestamp,
            logEvent.Level,
            RedactedException.Of(logEvent.Exception),
            ReferenceEquals(template, logEvent.MessageTemplate.Text)
                ? logEvent.MessageTemplate
                : Template(logEvent.MessageTemplate, template),
            logEvent.Properties.Select(property => new LogEventProperty(property.Key, Redact(property.Key, property.Value))),
            logEvent.TraceId ?? default,
            logEvent.SpanId ?? default);
    }

    /// <summary>
    /// <c>token={Token}</c> is a safe template: its value is redacted as a property. Only literal text is looked at, so that no
    /// placeholder is lost.
    /// </summary>
    private static MessageTemplate Template(MessageTemplate template, string redacted)
    {
        var changed = template.Tokens.OfType<TextToken>()
            .Any(token => !string.Equals(SecretText.Redact(token.Text), token.Text, StringComparison.Ordinal));
        return changed ? new MessageTemplateParser().Parse(redacted) : template;
    }

    private static LogEventPropertyValue Redact(string name, LogEventPropertyValue value) =>
        SecretKeys.IsSecret(name) ? RedactedValue : Redact(value);

    private static LogEventPropertyValue Redact(LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: string text } scalar =>
            SecretText.Redact(text) is var clean && ReferenceEquals(clean, text) ? scalar : new ScalarValue(clean),
        ScalarValue { Value: Uri uri } => new ScalarValue(SecretText.Redact(uri.ToString())),
        ScalarValue { Value: null } => value,
        ScalarValue { Value: IFormattable } => value,
        ScalarValue scalar => new ScalarValue(SecretText.Redact(scalar.Value!.ToString() ?? string.Empty)),
        SequenceValue sequence => new SequenceValue(sequence.Elements.Select(Redact)),
        StructureValue structure => Redact(structure),
        DictionaryValue dictionary => new DictionaryValue(dictionary.Elements.Select(element =>
            KeyValuePair.Create(element.Key, Redact(element.Key.Value?.ToString() ?? string.Empty, element.Value)))),
        _ => value,
    };

    private static StructureValue Redact(StructureValue structure)
    {
        // A pair such as a header, {Key: "Authorization", Value: "…"}: its key names the value, it is not itself the secret.
        var key = structure.Properties.FirstOrDefault(
            property => property.Name is "Key" or "Name")?.Value is ScalarValue { Value: string name }
            ? name
            : null;
        var pair = key is not null && structure.Properties.Any(property => string.Equals(property.Name, "Value", StringComparison.Ordinal));
        return new StructureValue(
            structure.Properties.Select(property => new LogEventProperty(
                property.Name,
                !pair ? Redact(property.Name, property.Value)
                : property.Name is "Key" or "Name" ? property.Value
                : Redact(property.Name == "Value" ? key! : property.Name, property.Value))),
            structure.TypeTag);
    }
}
