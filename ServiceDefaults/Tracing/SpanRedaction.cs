using System.Diagnostics;
using OpenTelemetry;
using Trading.ServiceDefaults.Logs;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>
/// Takes secrets out of a span before an exporter sees it: out of its name, its status and the tags of itself, of its events (libraries
/// write exceptions there as they are) and of its links.
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (!data.Recorded)
        {
            return;
        }

        data.DisplayName = SecretText.Redact(data.DisplayName);
        if (data.StatusDescription is { } description)
        {
            data.SetStatus(data.Status, SecretText.Redact(description));
        }

        Clean(data.EnumerateTagObjects());
        foreach (ref readonly var occurrence in data.EnumerateEvents())
        {
            Clean(occurrence.EnumerateTagObjects());
        }

        foreach (ref readonly var link in data.EnumerateLinks())
        {
            Clean(link.EnumerateTagObjects());
        }
    }

    private static void Clean(Activity.Enumerator<KeyValuePair<string, object?>> tags)
    {
        foreach (ref var tag in tags)
        {
            if (tag.Value is string text && Clean(tag.Key, text) is var clean && !ReferenceEquals(clean, text))
            {
                tag = new(tag.Key, clean);
            }
        }
    }

    /// <summary>Routing keys and message keys of the messaging conventions are names, not secrets.</summary>
    private static string Clean(string key, string text) =>
        SecretKeys.IsSecret(key) && !key.StartsWith("messaging.", StringComparison.Ordinal) ? SecretText.Redacted : SecretText.Redact(text);
}
