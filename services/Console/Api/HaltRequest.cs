namespace Trading.WebConsole.Api;

/// <summary>A halt as the page asks for it.</summary>
/// <param name="Reason">For the journal; null: by hand, from the console.</param>
/// <param name="CancelOpen">What becomes of open orders; null: all are cancelled.</param>
internal sealed record HaltRequest(string? Reason, CancelOpen? CancelOpen);
