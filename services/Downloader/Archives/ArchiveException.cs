namespace Trading.Downloader.Archives;

/// <summary>A published file cannot be used.</summary>
/// <param name="isAbsent">There is no such file: not published yet, or the symbol was not traded then.</param>
internal sealed class ArchiveException(string message, bool isAbsent, Exception? inner = null) : Exception(message, inner)
{
    public bool IsAbsent { get; } = isAbsent;
}
