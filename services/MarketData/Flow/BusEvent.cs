using System.Diagnostics;

namespace Trading.MarketData.Flow;

/// <param name="Message">One of the records of Contracts/Messages.</param>
/// <param name="Trace">The span that caused it.</param>
internal readonly record struct BusEvent(object Message, ActivityContext Trace);
