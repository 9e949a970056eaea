using System.Data.Common;
using Trading.Downloader.Storage;
using Trading.Exchanges.Transport;
using Trading.ServiceDefaults.Hosting;

namespace Trading.Downloader.CommandLine;

/// <summary>Faults that are reported in one line.</summary>
internal static class Faults
{
    public static bool IsExpected(Exception exception) => exception is VenueException || IsStorage(exception);

    public static bool IsStorage(Exception exception) =>
        exception is DbException or IOException or UnauthorizedAccessException or StartupFailure;

    public static int ExitCodeOf(Exception exception) =>
        exception is VenueException { Failure: VenueFailure.UnknownSymbol } ? ExitCode.WrongUse : ExitCode.Failed;

    public static string Describe(Exception exception) => OneLine(DiskFull.Describe(exception) ?? exception switch
    {
        DbException => $"the database failed: {exception.Message}",
        _ => exception.Message,
    });

    public static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
