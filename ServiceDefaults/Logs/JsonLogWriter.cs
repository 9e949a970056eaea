using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;

namespace Trading.ServiceDefaults.Logs;

/// <summary>
/// One log event as one line of JSON. The event's own fields stand beside the fixed ones; a clash gets a <c>_</c> in front.
/// </summary>
internal static class JsonLogWriter
{
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly HashSet<string> Fixed = new(StringComparer.Ordinal)
    {
        "timestamp", "level", "message", "service", "trace_id", "span_id", "category", "event", "error",
    };

    public static void Write(IBufferWriter<byte> buffer, LogEvent logEvent, string service)
    {
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString(
                "timestamp", logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", logEvent.Level.ToString());
            json.WriteString("message", LogMessage.Render(logEvent));
            json.WriteString("service", service);
            json.WriteString("trace_id", logEvent.TraceId is { } trace && trace != default ? trace.ToHexString() : null);
            json.WriteString("span_id", logEvent.SpanId is { } span && span != default ? span.ToHexString() : null);
            foreach (var (name, value) in logEvent.Properties)
            {
                WriteField(json, name, value);
            }

            if (logEvent.Exception is { } exception)
            {
                json.WriteStartObject("error");
                json.WriteString("type", exception is RedactedException redacted ? redacted.OriginalType : exception.GetType().FullName);
                json.WriteString("message", exception.Message);
                json.WriteString("stack", exception.ToString());
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }

    private static void WriteField(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        switch (name)
        {
            case "SourceContext":
                json.WritePropertyName("category");
                WriteValue(json, value);
                break;
            case "EventId" when value is StructureValue { Properties: var parts }:
                json.WritePropertyName("event");
                WriteValue(json, (parts.FirstOrDefault(part => part.Name == "Name") ?? parts[0]).Value);
                break;
            default:
                json.WritePropertyName(Fixed.Contains(name) ? "_" + name : name);
                WriteValue(json, value);
                break;
        }
    }

    private static void WriteValue(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue scalar:
                WriteScalar(json, scalar.Value);
                break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                {
                    WriteValue(json, element);
                }

                json.WriteEndArray();
                break;
            case StructureValue structure:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                {
                    json.WritePropertyName(property.Name);
                    WriteValue(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case DictionaryValue dictionary:
                json.WriteStartObject();
                foreach (var (key, element) in dictionary.Elements)
                {
                    json.WritePropertyName(key.Value?.ToString() ?? "null");
                    WriteValue(json, element);
                }

                json.WriteEndObject();
                break;
        }
    }

    /// <summary>Decimals are strings, as everywhere on the product's wires; a number that JSON lacks (NaN) is a string too.</summary>
    private static void WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case DateTime time: json.WriteStringValue(time.ToUniversalTime()); break;
            case DateTimeOffset time: json.WriteStringValue(time.UtcDateTime); break;
            case IFormattable formattable: json.WriteStringValue(formattable.ToString(null, CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
