namespace Trading.PaperTrading.Live;

/// <summary>Ends the process at once with a code: what runs in it may hang.</summary>
internal sealed record ProcessEnd(Action<int> Exit);
