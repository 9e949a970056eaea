namespace Trading.Exchanges.Orders;

/// <summary>A venue's no.</summary>
/// <param name="Class">One of <see cref="VenueErrorClass"/>: bounded, fit for a metric label.</param>
/// <param name="Code">The venue's own code; 0 when it gave none.</param>
/// <param name="Message">The venue's text, for people.</param>
public sealed record VenueRefusal(string Class, int Code, string Message);
