using Trading.Benchmarks.Running;

namespace Trading.Benchmarks;

/// <summary>One question about speed. A class that implements this is found by itself: add a file, touch nothing else.</summary>
public interface IBenchmark
{
    /// <summary>What is typed to run it: lower case with dashes.</summary>
    string Name { get; }

    /// <summary>One line for <c>--list</c>.</summary>
    string Description { get; }

    /// <summary>Prepares, compares cases with <see cref="BenchmarkRun.CompareAsync"/>, states expectations, cleans up.</summary>
    Task RunAsync(BenchmarkRun run);
}
