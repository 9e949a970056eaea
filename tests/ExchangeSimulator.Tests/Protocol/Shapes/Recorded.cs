using System.Globalization;
using System.Text.Json;
using Trading.Testing;
using YamlDotNet.RepresentationModel;

namespace Trading.ExchangeSimulator.Tests.Protocol.Shapes;

/// <summary>Bodies and frames of the venue, from recorded sessions, recorded HTTP exchanges and the examples of its documentation.</summary>
public static class Recorded
{
    private const string Exchanges = "rest/mwlang_vcr";

    /// <summary>Names of the recorded HTTP exchanges.</summary>
    public static IReadOnlyList<string> ExchangeNames()
    {
        var folder = Path.GetDirectoryName(RecordedData.File($"{Exchanges}/binance.com/public/time.yml"))!;
        var root = Path.GetFullPath(Path.Combine(folder, "..", ".."));
        return [.. Directory.EnumerateFiles(root, "*.yml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    /// <summary>One recorded HTTP exchange: path with query, status and body.</summary>
    public static (string PathAndQuery, int Status, JsonElement Body) Exchange(string name)
    {
        using var reader = new StreamReader(RecordedData.Open($"{Exchanges}/{name}"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        string Text(string part, string member) => ((YamlScalarNode)root[part][member]).Value!;
        return (
            $"{new Uri(Text("request", "uri")).AbsolutePath}?{Text("request", "query_params")}",
            int.Parse(Text("response", "status"), CultureInfo.InvariantCulture),
            JsonSerializer.Deserialize<JsonElement>(Text("response", "body")));
    }

    /// <summary>Body of a documented REST answer: method, path and whether it is signed stand on the three lines before it.</summary>
    public static string Example(string name) => string.Join('\n', RecordedData.Lines($"rest/binance_net/Endpoints/{name}.txt").Skip(3));

    /// <summary>The documented event of a stream, without its envelope.</summary>
    public static JsonElement ExampleEvent(string name)
    {
        var text = string.Join('\n', RecordedData.Lines($"rest/binance_net/Subscriptions/{name}.txt").SkipWhile(line => line.Trim() != "=").Skip(1));
        var frame = JsonSerializer.Deserialize<JsonElement>(text);
        return frame.GetProperty(frame.TryGetProperty("data", out _) ? "data" : "event");
    }

    /// <summary>What the venue says first to the one who asks for a documented stream.</summary>
    public static string ExampleReply(string name) => RecordedData.Lines($"rest/binance_net/Subscriptions/{name}.txt")
        .First(line => line.StartsWith("< ", StringComparison.Ordinal))[2..].Replace("|1|", "\"a\"", StringComparison.Ordinal);

    /// <summary>The first frame of a stream in a session whose lists are not empty.</summary>
    public static string Frame(string session, string stream) => RecordedData.Lines(session)
        .Where(line => line.Contains($"\"stream\":\"", StringComparison.Ordinal) && line.Contains($"@{stream}\"", StringComparison.Ordinal))
        .Where(line => !line.Contains("[]", StringComparison.Ordinal))
        .Select(line => line[line.IndexOf('{', StringComparison.Ordinal)..]).First();
}
