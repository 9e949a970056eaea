namespace Trading.WebConsole.Live;

/// <summary>The newest state of one topic, as JSON ready for the wire.</summary>
/// <param name="Version">Rises over all topics with each change; the stream's event id.</param>
/// <param name="Json"><c>{"at":…,"problem":null,"value":…}</c>; on a problem the value is null and the page keeps the last one.</param>
public sealed record TopicValue(string Topic, ChartKey? Chart, long Version, string Json);
