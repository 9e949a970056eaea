namespace Trading.AppHost;

/// <summary>The command line asked for something that is not there. The message is the one line that the user sees.</summary>
internal sealed class WrongUseException(string message) : Exception(message);
