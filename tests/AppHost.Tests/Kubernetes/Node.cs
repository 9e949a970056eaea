namespace Trading.AppHost.Tests.Kubernetes;

/// <summary>A map of parsed YAML, read by path.</summary>
public sealed class Node(Dictionary<object, object> map)
{
    public Node At(params string[] path) => path.Aggregate(this, (node, key) => node.Find(key) ?? throw new KeyNotFoundException($"{string.Join('.', path)}: no {key}"));

    public Node? Find(string key) => map.TryGetValue(key, out var value) ? Of(value) : null;

    public string Text(string key) => At(key).ToString();

    public override string ToString() => map.TryGetValue("", out var scalar) ? (string)scalar : string.Join(", ", map.Keys);

    public static IReadOnlyList<KeyValuePair<string, string>> Pairs(Node node) =>
        [.. node.Map.Select(pair => KeyValuePair.Create((string)pair.Key, pair.Value as string ?? ""))];

    public static IReadOnlyList<Node> Items(Node? node) =>
        node is null ? [] : [.. ((List<object>)node.Map["list"]).Select(Of)];

    private Dictionary<object, object> Map => map;

    private static Node Of(object value) => value switch
    {
        Dictionary<object, object> inner => new Node(inner),
        List<object> list => new Node(new Dictionary<object, object> { ["list"] = list }),
        _ => new Node(new Dictionary<object, object> { [""] = value }),
    };
}
