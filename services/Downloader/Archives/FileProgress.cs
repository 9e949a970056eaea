using Trading.Downloader.Progress;

namespace Trading.Downloader.Archives;

/// <summary>How much of a published file's work is done: to fetch it, to check its rows and to store them.</summary>
/// <param name="work">Of the whole file, as <see cref="DownloadProgress"/> counts it.</param>
internal sealed class FileProgress(DownloadProgress progress, long work)
{
    private const double Fetch = 0.4;
    private const double Check = 0.1;

    private long _reported;

    public void None() => At(0);

    /// <param name="part">0 to 1, of the file's bytes.</param>
    public void Fetched(double part) => At(Fetch * part);

    public void Checked(double part) => At(Fetch + (Check * part));

    public void Stored(double part) => At(Fetch + Check + ((1 - Fetch - Check) * part));

    private void At(double part)
    {
        var now = (long)(work * part);
        progress.Work(now - _reported);
        _reported = now;
    }
}
