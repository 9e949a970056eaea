using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>A recorded archive file on disk.</summary>
/// <param name="Market">Null when its folder does not tell: then it stands for both.</param>
/// <param name="Stem">The archive's name without its end, such as <c>BTCUSDT-1h-2023-03</c>.</param>
/// <param name="Kind">As the venue's folders name it: <c>klines</c>, <c>markPriceKlines</c>, <c>aggTrades</c>, …</param>
/// <param name="Interval">Null when the file does not hold klines.</param>
/// <param name="FromUs">First moment that the file's name speaks of, in µs.</param>
/// <param name="ToUs">The moment after the last.</param>
internal sealed record RecordedArchive(string Path, MarketKind? Market, string Stem, string Kind, string Symbol, BarInterval? Interval, long FromUs, long ToUs);
