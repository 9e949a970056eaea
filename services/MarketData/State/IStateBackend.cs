namespace Trading.MarketData.State;

/// <summary>Keeps one checkpoint per instrument: the last one that was saved.</summary>
internal interface IStateBackend
{
    /// <summary>Value of the <c>backend</c> label.</summary>
    string Name { get; }

    /// <summary>False when it could not be kept now; the next one will do.</summary>
    Task<bool> SaveAsync(string venue, string symbol, byte[] state, CancellationToken cancellationToken);

    /// <summary>Null when there is none, or nothing answers.</summary>
    Task<byte[]?> LoadAsync(string venue, string symbol, CancellationToken cancellationToken);
}
