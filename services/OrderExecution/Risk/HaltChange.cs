namespace Trading.OrderExecution.Risk;

/// <summary>One entry in the history of the kill switch.</summary>
/// <param name="By">Role of the API key, or the rule, that did it.</param>
/// <param name="At">UTC.</param>
/// <param name="CancelOpen">Null for a resume.</param>
internal sealed record HaltChange(HaltChangeKind Kind, string Reason, string By, DateTime At, CancelOpen? CancelOpen);
