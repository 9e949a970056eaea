using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace Trading.AppHost.Kubernetes;

/// <summary>Maps and lists as YAML; maps keep the order in which they were filled.</summary>
internal static class Yaml
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .DisableAliases()
        .WithIndentedSequences()
        .WithEventEmitter(next => new FilesAsBlocks(next))
        .Build();

    public static string Document(Dictionary<string, object> content) => Serializer.Serialize(content).ReplaceLineEndings("\n");

    public static string Documents(params Dictionary<string, object>[] contents) => string.Join("---\n", contents.Select(Document));

    public static Dictionary<string, object> Map(params (string Key, object? Value)[] pairs) =>
        pairs.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);

    /// <summary>Text of several lines is written as it is, line by line.</summary>
    private sealed class FilesAsBlocks(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text && text.Contains('\n', StringComparison.Ordinal))
            {
                eventInfo.Style = ScalarStyle.Literal;
            }

            base.Emit(eventInfo, emitter);
        }
    }
}
