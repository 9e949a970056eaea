using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Engine.Storage;

/// <summary>Writes the new trades of every generated market to its file; without a directory it keeps nothing.</summary>
internal sealed class TapeKeeper(SimulatorOptions options, ILogger<TapeKeeper> log) : IDisposable
{
    private readonly List<(GeneratedMarket Market, TapeFile File)> _files = [];

    public TapeFile? Open(MarketSpec spec, long nowUs) =>
        string.IsNullOrEmpty(options.Directory) ? null : TapeFile.Open(options.Directory, spec, nowUs);

    public void Keep(GeneratedMarket market, TapeFile file) => _files.Add((market, file));

    /// <summary>Called before the frames of a step are sent. A disk that fails ends the keeping, not the tape.</summary>
    public void Save()
    {
        for (var i = _files.Count - 1; i >= 0; i--)
        {
            var (market, file) = _files[i];
            try
            {
                file.Append(market.Unsaved);
            }
            catch (IOException fault)
            {
                log.TapeNotSaved(fault, market.Spec.Symbol);
                file.Dispose();
                _files.RemoveAt(i);
            }

            market.Unsaved.Clear();
        }
    }

    public void Forget()
    {
        _files.ForEach(kept => kept.File.Dispose());
        _files.Clear();
    }

    public void Dispose() => Forget();
}
