using System.Text.RegularExpressions;

namespace Trading.Architecture.Tests;

/// <param name="Path">Relative to the repository, with <c>/</c>.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>Without comments and string contents, so that a rule about code does not read prose.</summary>
    public string Code { get; } = Prose().Replace(Text, match => match.Value.StartsWith('/') ? string.Empty : "\"\"");

    public string Name => System.IO.Path.GetFileName(Path);

    public string[] Folders => Path.Split('/')[..^1];

    [GeneratedRegex("//[^\n]*|/\\*.*?\\*/|\"\"\"+.*?\"\"\"+|@\"(?:[^\"]|\"\")*\"|\\$?\"(?:[^\"\\\\\n]|\\\\.)*\"", RegexOptions.Singleline, 5000)]
    private static partial Regex Prose();
}
