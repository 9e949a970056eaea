namespace Trading.Benchmarks.Running;

/// <summary>One contender.</summary>
/// <param name="Operations">How many operations one call of <paramref name="Body"/> does.</param>
/// <param name="Body">Does the work once; called again for every round, so it must leave things as it found them.</param>
public sealed record BenchmarkCase(string Name, long Operations, Func<Task> Body)
{
    public static BenchmarkCase Of(string name, long operations, Action body) => new(name, operations, () =>
    {
        body();
        return Task.CompletedTask;
    });
}
