using System.Text.Json;

namespace Trading.Downloader.CommandLine;

/// <summary>Values of an enumeration as people write them: lower camel case, one of few.</summary>
internal static class ChoiceText
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>For a help text: <c>auto|rest|archive</c>.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join('|', Enum.GetValues<T>().Select(Of));

    public static T Parse<T>(string option, string text)
        where T : struct, Enum =>
            Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw new WrongUseException($"{option} '{text}' is not one of {string.Join(", ", Enum.GetValues<T>().Select(Of))}.");
}
