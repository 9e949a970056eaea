using Trading.Exchanges.Limits;

namespace Trading.Downloader.Api;

/// <summary>One lane of the budget.</summary>
/// <param name="Reserved">Weight that lower lanes leave to this one.</param>
/// <param name="Waiting">Requests of this process that wait.</param>
internal sealed record LaneView(RequestLane Lane, int Reserved, int Waiting);
