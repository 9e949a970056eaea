namespace Trading.MarketStore.Tests;

public sealed class OtherStore(IMarketStore store) : IAsyncDisposable
{
    public IMarketStore Store => store;

    public ValueTask DisposeAsync() => ((IAsyncDisposable)store).DisposeAsync();
}
