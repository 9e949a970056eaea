namespace Trading.ServiceDefaults.Logs;

/// <summary>Stands in for an exception whose texts named a secret: same type name, message and stack without it.</summary>
internal sealed class RedactedException(Exception original) : Exception(SecretText.Redact(original.Message))
{
    private readonly string _text = SecretText.Redact(original.ToString());

    public string OriginalType { get; } = original.GetType().FullName ?? original.GetType().Name;

    public override string? StackTrace { get; } = original.StackTrace;

    public override string ToString() => _text;

    /// <summary>The exception itself when no text of it (or of an inner one) names a secret.</summary>
    public static Exception? Of(Exception? exception)
    {
        if (exception is null or RedactedException)
        {
            return exception;
        }

        var text = exception.ToString();
        return ReferenceEquals(SecretText.Redact(text), text) || string.Equals(SecretText.Redact(text), text, StringComparison.Ordinal)
            ? exception
            : new RedactedException(exception);
    }
}
