using System.Text;

namespace Trading.WebConsole.Live;

/// <summary>The newest state of one topic, encoded for the wire once: every stream sends these same bytes.</summary>
/// <param name="Version">Rises over all topics with each change; the stream's event id.</param>
/// <param name="Frame">
/// A whole server-sent event. Its data is <c>{"at":…,"problem":null,"value":…}</c>; on a problem the value is null and the page keeps
/// the last one.
/// </param>
internal sealed record TopicValue(string Topic, ChartKey? Chart, long Version, ReadOnlyMemory<byte> Frame)
{
    /// <summary>A line break between two tokens of JSON would end the event's line; within a text JSON escapes it.</summary>
    internal static TopicValue Encode(string topic, ChartKey? chart, long version, string json)
    {
        var line = json.AsSpan().ContainsAny('\r', '\n') ? json.Replace('\r', ' ').Replace('\n', ' ') : json;
        return new TopicValue(
            topic, chart, version, Encoding.UTF8.GetBytes(FormattableString.Invariant($"event: {topic}\nid: {version}\ndata: {line}\n\n")));
    }
}
