namespace Trading.Downloader.CommandLine;

/// <summary>The command line asks for something that makes no sense; the message is the one line that says so.</summary>
internal sealed class WrongUseException(string message) : Exception(message);
