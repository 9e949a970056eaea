using System.Text.RegularExpressions;

namespace Trading.Architecture.Tests;

/// <summary>What a venue is stands in its folder: elsewhere nothing names one, so that a new one is a folder and two lines.</summary>
public sealed partial class VenueIsAFolderTests
{
    private static readonly string[] Folders = ["services/Exchanges/Binance/", "services/ExchangeSimulator/"];

    /// <summary>Where the folder's venues are registered, and its names listed for AppHost: one line and its using each.</summary>
    private static readonly string[] Registrations = ["services/Exchanges/Venues/ShippedVenues.cs", "services/Exchanges/Venues/VenueNames.cs"];

    [Fact]
    public void Nothing_outside_a_venues_folder_names_it() => Assert.Empty(
        SourceFiles.Product
            .Where(file => !Array.Exists(Folders, folder => file.Path.StartsWith(folder, StringComparison.Ordinal)) && !Registrations.Contains(file.Path, StringComparer.Ordinal))
            .SelectMany(file => Named(file).Select(line => $"{file.Path}: {line}")));

    [Fact]
    public void A_registration_is_one_line_and_its_using() => Assert.All(
        SourceFiles.Product.Where(file => Registrations.Contains(file.Path, StringComparer.Ordinal)),
        file => Assert.Equal(2, Named(file).Count()));

    private static IEnumerable<string> Named(SourceFile file) =>
        file.Text.Split('\n').Select(line => line.Trim()).Where(line => Name().IsMatch(line) && !RuleSource().IsMatch(line));

    [GeneratedRegex("binance", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Name();

    // A comment may name the page that a rule is taken from.
    [GeneratedRegex(@"^//.*https://developers\.binance\.com/", RegexOptions.None, 5000)]
    private static partial Regex RuleSource();
}
