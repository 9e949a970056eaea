namespace Trading.Downloader.Progress;

/// <summary>Counters of a running download; every thread of it adds to them.</summary>
internal sealed class DownloadProgress(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long _work;
    private long _worked;
    private long _expected;
    private long _done;
    private long _items;
    private long _weight;
    private string _plan = "";

    /// <summary>Rows that were missing when the download began, as far as they are known.</summary>
    public long Expected => Interlocked.Read(ref _expected);

    /// <summary>Rows of <see cref="Expected"/> that are dealt with: stored, or found not to exist.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Rows that were stored and had not been there.</summary>
    public long Items => Interlocked.Read(ref _items);

    public long WeightUsed => Interlocked.Read(ref _weight);

    /// <summary>What the planner chose and why, one line.</summary>
    public string Plan => Volatile.Read(ref _plan);

    /// <summary>Whether it is known how much there is to do.</summary>
    public bool IsPlanned => Interlocked.Read(ref _work) > 0;

    /// <summary>0 to 1; moves within a published file, too.</summary>
    public double Ratio => Interlocked.Read(ref _work) is > 0 and var work ? Math.Min(1, (double)Interlocked.Read(ref _worked) / work) : 0;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Items / Elapsed.TotalSeconds : 0;

    /// <summary>Time left at the present pace; null until there is one.</summary>
    public TimeSpan? TimeLeft => Ratio is > 0 and var ratio ? Elapsed * ((1 - ratio) / ratio) : null;

    public void Expect(long rows)
    {
        ExpectInFiles(rows);
        ExpectWork(rows);
    }

    public void Deal(long rows)
    {
        DealInFile(rows);
        Work(rows);
    }

    /// <summary>Rows whose work is that of the files that they are in.</summary>
    public void ExpectInFiles(long rows) => Interlocked.Add(ref _expected, rows);

    public void DealInFile(long rows) => Interlocked.Add(ref _done, rows);

    /// <summary>Work is counted in rows; a file whose rows are not known counts as many as it usually has.</summary>
    public void ExpectWork(long rows) => Interlocked.Add(ref _work, rows);

    public void Work(long rows) => Interlocked.Add(ref _worked, rows);

    public void Stored(long rows) => Interlocked.Add(ref _items, rows);

    public void AddWeight(int weight) => Interlocked.Add(ref _weight, weight);

    public void Planned(string plan) => Volatile.Write(ref _plan, plan);
}
