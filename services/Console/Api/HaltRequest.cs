using System.Text.Json.Serialization;

namespace Trading.WebConsole.Api;

/// <summary>A halt as the page asks for it, and as it is passed on.</summary>
/// <param name="Reason">For the journal; left out: by hand, from the console.</param>
/// <param name="CancelOpen">What becomes of open orders; left out: all are cancelled.</param>
internal sealed record HaltRequest(
    string? Reason = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CancelOpen? CancelOpen = null);
