namespace Trading.WebConsole.Tests.Live;

/// <summary>Tests that measure the process run alone.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
