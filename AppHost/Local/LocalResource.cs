namespace Trading.AppHost.Local;

/// <summary>Something that mode <c>local</c> or <c>embedded</c> keeps running.</summary>
/// <param name="Url">What a person opens or connects to; no secrets.</param>
/// <param name="Needs">Names of the resources that must have been ready before.</param>
public sealed record LocalResource(string Name, string Kind, string Url, IReadOnlyList<string> Needs, ProcessSpec Process)
{
    /// <summary>Before every start.</summary>
    public Func<CancellationToken, Task> PrepareAsync { get; init; } = _ => Task.CompletedTask;

    public required Func<CancellationToken, Task<bool>> IsReadyAsync { get; init; }
}
