using System.Diagnostics;
using System.Globalization;

namespace Trading.Benchmarks.Running;

/// <summary>Measures cases side by side and prints one table per comparison.</summary>
/// <param name="rounds">Measured rounds per case, after one that warms up.</param>
public sealed class BenchmarkRun(TextWriter output, int rounds)
{
    /// <summary>Expectations that did not hold.</summary>
    public int Failures { get; private set; }

    /// <summary>
    /// Runs every case once to warm up, then all cases in turn for each round, so that whatever else the machine does falls on
    /// all of them alike. The first case is the one that the others are compared with.
    /// </summary>
    public async Task<IReadOnlyList<BenchmarkResult>> CompareAsync(string title, params BenchmarkCase[] cases)
    {
        ArgumentOutOfRangeException.ThrowIfZero(cases.Length);
        foreach (var contender in cases)
            await contender.Body();

        var times = cases.Select(_ => new double[rounds]).ToArray();
        var bytes = cases.Select(_ => double.MaxValue).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < cases.Length; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var allocated = GC.GetTotalAllocatedBytes(precise: true);
                var start = Stopwatch.GetTimestamp();
                await cases[i].Body();
                var elapsed = Stopwatch.GetElapsedTime(start);
                allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
                times[i][round] = elapsed.TotalNanoseconds / cases[i].Operations;
                bytes[i] = Math.Min(bytes[i], (double)allocated / cases[i].Operations);
            }
        }

        var first = times[0].Min();
        BenchmarkResult[] results =
        [
            .. cases.Select((contender, i) => new BenchmarkResult(
                contender.Name, times[i].Min(), times[i].Order().ElementAt(rounds / 2), bytes[i], first / times[i].Min())),
        ];
        Print(title, results);
        return results;
    }

    /// <summary>A fact that must hold; the process exits 1 when one does not.</summary>
    public void Expect(string what, bool holds)
    {
        Failures += holds ? 0 : 1;
        output.WriteLine($"  {(holds ? "ok  " : "FAIL")} {what}");
    }

    /// <summary>A line for the reader: sizes, seeds, versions.</summary>
    public void Note(string text) => output.WriteLine($"  {text}");

    private void Print(string title, BenchmarkResult[] results)
    {
        var width = results.Max(result => result.Name.Length);
        output.WriteLine();
        output.WriteLine(title);
        output.WriteLine($"  {"case".PadRight(width)} {"ns/op",14} {"median",14} {"op/s",16} {"B/op",12} {"ratio",9}");
        foreach (var result in results)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {result.Name.PadRight(width)} {result.NanosecondsPerOperation,14:N2} {result.MedianNanosecondsPerOperation,14:N2} {result.OperationsPerSecond,16:N0} {result.BytesPerOperation,12:N2} {result.Ratio,8:N2}x"));
        }
    }
}
