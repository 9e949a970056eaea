namespace Trading.ServiceDefaults.Health;

/// <summary>What <see cref="HealthJson"/> writes, for the OpenAPI document.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>: the worst of the checks.</param>
/// <param name="Uptime">In seconds.</param>
internal sealed record HealthAnswer(string Status, string Service, double Uptime, IReadOnlyDictionary<string, CheckAnswer> Checks);
