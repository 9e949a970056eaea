namespace Trading.Downloader.CommandLine;

internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;
    public const int DoneInPart = 3;
}
