namespace Trading.Exchanges.Limits;

/// <summary>
/// The count that all who share an IP keep together. Every method is atomic; a window is a number that rises by one
/// (<see cref="WeightBudget.WindowOf"/>).
/// </summary>
public interface IWeightLedger
{
    /// <summary>Takes the weight if the window's sum stays at or below <paramref name="allowed"/> and nothing pauses the bucket.</summary>
    /// <param name="now">UTC of the venue.</param>
    /// <param name="yields">
    /// True for who can wait: it is held back while another process waits that had less of this window, where the ledger knows of
    /// processes. Without it the one whose clock is a little ahead of the others' takes nearly all.
    /// </param>
    ValueTask<WeightReply> ReserveAsync(
        string bucket, long window, int weight, int allowed, DateTime now, CancellationToken cancellationToken, bool yields = false);

    /// <summary>Raises the window's sum to what the venue itself counts, if that is more: someone else is on the same IP.</summary>
    ValueTask ObserveAsync(string bucket, long window, int used, CancellationToken cancellationToken);

    /// <summary>Everyone waits until this time (UTC of the venue); an earlier time than the present one changes nothing.</summary>
    ValueTask PauseAsync(string bucket, DateTime until, CancellationToken cancellationToken);

    /// <summary>The state of a window, without taking anything.</summary>
    ValueTask<WeightReply> ReadAsync(string bucket, long window, CancellationToken cancellationToken);
}
