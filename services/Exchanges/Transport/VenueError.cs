namespace Trading.Exchanges.Transport;

/// <summary>What an answer that is no success says.</summary>
/// <param name="Class">One of <see cref="Orders.VenueErrorClass"/>.</param>
/// <param name="Code">The venue's own code, such as -1121; 0 when it gave none.</param>
/// <param name="Message">The venue's text, or the beginning of what came instead.</param>
/// <param name="IsUnknown">The request may have been executed all the same.</param>
/// <param name="RetryAt">UTC from when requests are welcome again, where the answer's body names it.</param>
public sealed record VenueError(string Class, int Code, string Message, bool IsUnknown, DateTimeOffset? RetryAt = null);
