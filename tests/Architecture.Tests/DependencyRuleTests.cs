using System.Reflection;
using System.Xml.Linq;
using Trading.Testing;

namespace Trading.Architecture.Tests;

/// <summary>Who may reference whom: services meet on the bus, over HTTP, or not at all.</summary>
public sealed class DependencyRuleTests
{
    private static readonly string[] ServiceMayUse =
        ["Contracts", "ServiceDefaults", "Exchanges", "MarketStore", "Strategies", "Accounting", "Backtesting"];

    private static readonly string[] Services = ["MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner", "Console", "ExchangeSimulator"];

    public static TheoryData<string> Projects => [.. Allowed.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, string[]> Allowed { get; } = new(StringComparer.Ordinal)
    {
        ["services/Contracts/Contracts.csproj"] = [],
        ["ServiceDefaults/ServiceDefaults.csproj"] = [],
        ["services/Exchanges/Exchanges.csproj"] = ["Contracts"],
        ["services/MarketStore/MarketStore.csproj"] = ["Contracts", "ServiceDefaults"],
        ["services/Strategies/Strategies.csproj"] = ["Contracts"],
        ["services/Accounting/Accounting.csproj"] = ["Contracts"],
        ["services/Backtesting/Backtesting.csproj"] = ["Contracts", "Strategies", "Accounting", "MarketStore"],
        ["services/MarketData/MarketData.csproj"] = ServiceMayUse,
        ["services/Downloader/Downloader.csproj"] = ServiceMayUse,
        ["services/PaperTrading/PaperTrading.csproj"] = ServiceMayUse,
        ["services/OrderExecution/OrderExecution.csproj"] = ServiceMayUse,
        ["services/Scanner/Scanner.csproj"] = ServiceMayUse,
        ["services/Console/Console.csproj"] = ServiceMayUse,
        ["services/ExchangeSimulator/ExchangeSimulator.csproj"] = ["Contracts", "ServiceDefaults"],
        ["services/Cli/Cli.csproj"] = [.. ServiceMayUse, "Downloader"],
        ["services/AllInOne/AllInOne.csproj"] = [.. ServiceMayUse, .. Services],
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string project)
    {
        var referenced = XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(referenced.Except(Allowed[project], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_references_only_what_it_may(string project)
    {
        var assembly = Assembly.Load("Trading." + Path.GetFileNameWithoutExtension(project));
        var referenced = assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("Trading.", StringComparison.Ordinal))
            .Select(name => name["Trading.".Length..]);
        Assert.Empty(referenced.Except(Allowed[project], StringComparer.Ordinal));
    }

    [Fact]
    public void Every_product_project_has_a_rule()
    {
        var projects = Directory.EnumerateFiles(Repository.PathOf("services"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Append("ServiceDefaults/ServiceDefaults.csproj");
        Assert.Empty(projects.Except(Allowed.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void Contracts_need_nothing_but_the_base_library()
    {
        var referenced = Assembly.Load("Trading.Contracts").GetReferencedAssemblies().Select(name => name.Name!);
        Assert.All(referenced, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }
}
