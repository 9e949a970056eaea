namespace Trading.Benchmarks.Running;

/// <summary>What a case showed.</summary>
/// <param name="NanosecondsPerOperation">Best round: the one that the machine disturbed least.</param>
/// <param name="MedianNanosecondsPerOperation">Median of all rounds.</param>
/// <param name="BytesPerOperation">Bytes allocated on the managed heap by all threads, of the best round for this measure.</param>
/// <param name="Ratio">Speed against the first case of the same comparison: 2 is twice as fast.</param>
public sealed record BenchmarkResult(
    string Name,
    double NanosecondsPerOperation,
    double MedianNanosecondsPerOperation,
    double BytesPerOperation,
    double Ratio)
{
    public double OperationsPerSecond => 1e9 / NanosecondsPerOperation;
}
