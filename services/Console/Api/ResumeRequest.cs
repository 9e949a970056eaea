namespace Trading.WebConsole.Api;

/// <summary>A resume as the page asks for it, and as it is passed on.</summary>
/// <param name="Reason">For the journal, beside the reason of the halt; left out: by hand, from the console.</param>
internal sealed record ResumeRequest(string? Reason = null);
