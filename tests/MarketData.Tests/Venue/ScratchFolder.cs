namespace Trading.MarketData.Tests.Venue;

internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("trading-market-data-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
