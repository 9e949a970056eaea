namespace Trading.Exchanges.Venues;

/// <summary>Why a request is not served for the venue that it names, or for want of one.</summary>
/// <param name="Detail">For the caller to read.</param>
public sealed record RequestRefusal(string Code, string Detail);
