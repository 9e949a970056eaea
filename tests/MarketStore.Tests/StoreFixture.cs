namespace Trading.MarketStore.Tests;

/// <summary>One store for a test class; every test uses a symbol of its own.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    public IMarketStore Store { get; protected set; } = null!;

    /// <summary>A second store over the same data, as another process has it.</summary>
    public abstract OtherStore Another();

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();
}
