using System.Globalization;
using System.Text.Json;
using Trading.Downloader.Planning;

namespace Trading.Downloader.CommandLine;

internal static class HoleText
{
    public static string Of(MissingRange hole) => string.Create(
        CultureInfo.InvariantCulture,
        $"{hole.Count:N0} from {hole.From:yyyy-MM-dd HH:mm:ss} to {hole.To:yyyy-MM-dd HH:mm:ss} "
            + $"({JsonNamingPolicy.CamelCase.ConvertName(hole.Class.ToString())})");
}
