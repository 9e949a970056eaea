using System.Diagnostics;
using OpenTelemetry;
using Trading.ServiceDefaults.Logs;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>Takes secrets out of a span's tags before an exporter sees them.</summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (!data.Recorded)
        {
            return;
        }

        List<KeyValuePair<string, string>>? changed = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (tag.Value is string text && Clean(tag.Key, text) is var clean && !ReferenceEquals(clean, text))
            {
                (changed ??= []).Add(new(tag.Key, clean));
            }
        }

        foreach (var (key, clean) in changed ?? [])
        {
            data.SetTag(key, clean);
        }
    }

    /// <summary>Routing keys and message keys of the messaging conventions are names, not secrets.</summary>
    private static string Clean(string key, string text) =>
        SecretKeys.IsSecret(key) && !key.StartsWith("messaging.", StringComparison.Ordinal) ? SecretText.Redacted : SecretText.Redact(text);
}
