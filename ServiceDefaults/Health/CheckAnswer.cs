namespace Trading.ServiceDefaults.Health;

/// <summary>The part of <see cref="HealthAnswer"/> about one check.</summary>
/// <param name="Duration">In seconds.</param>
/// <param name="Cause">Such as <c>databaseDamaged</c>; left out where there is none.</param>
internal sealed record CheckAnswer(string Status, double Duration, string? Description, string? Cause);
