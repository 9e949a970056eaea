using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Loading;

/// <summary>Files of a user: what is good runs, what is bad says why, and neither stops the other.</summary>
public sealed class StrategyFolderTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-files-").FullName;

    [Fact]
    public async Task Each_file_of_the_folder_gives_its_strategies_or_a_reason()
    {
        Write("good.cs", "public sealed class Good : Strategy { public override void OnBar(Market of, in Bar bar) => of.Target(1); }");
        Write("bad.cs", "public sealed class Bad : Strategy { int _x = nothing; }");
        File.WriteAllText(PathOf("text.dll"), "no assembly");
        await using var host = await PaperHost.StartAsync(
            _folder, null, $"--Paper:StrategiesFolder={_folder}/strategies", "--Paper:StrategiesPollSeconds=1");

        var kinds = await KindsAsync(host);
        Assert.Equal(("good.cs", null), (Text(kinds["good"], "file"), Text(kinds["good"], "problem")));
        Assert.Equal("bad.cs line 3: CS0103: The name 'nothing' does not exist in the current context", Text(kinds["bad.cs"], "problem"));
        Assert.Equal("text.dll: it is no .NET assembly.", Text(kinds["text.dll"], "problem"));
        Assert.Equal((null, null), (Text(kinds["ma-cross"], "file"), Text(kinds["ma-cross"], "problem")));

        using var created = await host.Http.PostAsJsonAsync(
            "/paper/strategies", new { name = "mine", kind = "good", symbols = new[] { "AAA" }, interval = "1s", start = true });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        await Tape.PlayAsync(host, Bars.Walk(3, 4));
        await Poll.UntilAsync(
            () => host.GetAsync("/paper/accounts/mine/trades"), trades => trades.GetArrayLength() > 0, Deadline);

        Write("taken.cs", "[Strategy(\"ma-cross\", \"\")] public sealed class Taken : Strategy;");
        Write("good.cs", "public sealed class Good : Strategy;");
        await Poll.UntilAsync(() => KindsAsync(host), after => after.ContainsKey("taken.cs"), Deadline);
        kinds = await KindsAsync(host);
        Assert.Equal("taken.cs: There is a strategy 'ma-cross' already.", Text(kinds["taken.cs"], "problem"));
        Assert.Equal("good.cs has changed; a restart of the service takes the new version.", Text(kinds["good"], "problem"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Dictionary<string, JsonElement>> KindsAsync(PaperHost host) =>
        (await host.GetAsync("/paper/strategies/kinds")).EnumerateArray()
            .ToDictionary(kind => kind.GetProperty("name").GetString()!, StringComparer.Ordinal);

    private static string? Text(JsonElement kind, string name) => kind.GetProperty(name).GetString();

    private string PathOf(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "strategies"));
        return Path.Combine(_folder, "strategies", name);
    }

    private void Write(string name, string code) =>
        File.WriteAllText(PathOf(name), $"using Trading.Contracts;\nusing Trading.Strategies;\n{code}\n");
}
