namespace Trading.Downloader.Files;

/// <summary>In what published files of spot and of futures differ.</summary>
internal static class FileStyle
{
    // Spot files count microseconds from here on.
    private static readonly DateTime Microseconds = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static bool IsMicroseconds(bool spot, DateTime time) => spot && time >= Microseconds;

    public static ReadOnlySpan<byte> Truth(bool spot, bool value) => (spot, value) switch
    {
        (true, true) => "True"u8,
        (true, false) => "False"u8,
        (false, true) => "true"u8,
        _ => "false"u8,
    };
}
