namespace Trading.OrderExecution.Domain;

/// <summary>Numbers as people write them.</summary>
internal static class Decimals
{
    /// <summary>The same number without trailing zeros: 59500.0 becomes 59500, on every wire and in every store.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    public static decimal? Plain(decimal? value) => value is { } number ? Plain(number) : null;
}
