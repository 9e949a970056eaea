using System.Globalization;

namespace Trading.Downloader.CommandLine;

/// <summary>Times as people write them, always UTC: <c>2024-01-31</c> or <c>2024-01-31T08:30:00Z</c>.</summary>
internal static class TimeText
{
    /// <param name="endOfDay">A bare date means the end of that day instead of its start: <c>--end 2024-01-31</c> holds the 31st.</param>
    public static DateTime Parse(string option, string text, bool endOfDay)
    {
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return DateTime.SpecifyKind(endOfDay ? date.AddDays(1) : date, DateTimeKind.Utc);
        }

        return DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                ? time
                : throw new WrongUseException($"{option} '{text}' is not a time; write 2024-01-31 or 2024-01-31T08:30:00Z.");
    }
}
