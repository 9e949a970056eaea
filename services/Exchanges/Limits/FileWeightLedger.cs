using System.Buffers.Binary;

namespace Trading.Exchanges.Limits;

/// <summary>
/// The ledger of processes that share a machine, and so its IP, without a server: one small file per bucket, locked for each
/// operation. Several command lines at once respect one limit this way.
/// </summary>
public sealed class FileWeightLedger(string folder, TimeProvider time) : IWeightLedger
{
    private const int Size = 3 * sizeof(long);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A folder that every user process of this machine finds.</summary>
    public static string DefaultFolder { get; } = Path.Combine(Path.GetTempPath(), $"trading-weight-{Environment.UserName}");

    public ValueTask<WeightReply> ReserveAsync(
        string bucket, long window, int weight, int allowed, DateTime now, CancellationToken cancellationToken, bool yields = false) =>
        ChangeAsync(
            bucket, window,
            state =>
                state.PausedUntil <= now && state.Used + weight <= allowed
                    ? state with { Granted = true, Used = state.Used + weight }
                    : state,
            cancellationToken);

    public async ValueTask ObserveAsync(string bucket, long window, int used, CancellationToken cancellationToken) =>
        await ChangeAsync(bucket, window, state => state with { Used = Math.Max(state.Used, used) }, cancellationToken);

    public async ValueTask PauseAsync(string bucket, DateTime until, CancellationToken cancellationToken) =>
        await ChangeAsync(
            bucket,
            window: null,
            state => state with { PausedUntil = until > state.PausedUntil ? until : state.PausedUntil },
            cancellationToken);

    public ValueTask<WeightReply> ReadAsync(string bucket, long window, CancellationToken cancellationToken) =>
        ChangeAsync(bucket, window, state => state, cancellationToken);

    /// <param name="window">Null: whatever window the file is in. One that is over changes nothing.</param>
    private async ValueTask<WeightReply> ChangeAsync(
        string bucket, long? window, Func<WeightReply, WeightReply> change, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(bucket, cancellationToken);
        var bytes = new byte[Size];
        var read = await file.ReadAtLeastAsync(bytes, Size, throwOnEndOfStream: false, cancellationToken);
        var known = read == Size ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
        var present = window ?? known;
        var used = read == Size && known == present ? (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)) : 0;
        var paused = new DateTime(read == Size ? BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)) : 0, DateTimeKind.Utc);
        var before = new WeightReply(Granted: false, used, paused);
        var after = change(before);
        if (after != before && present >= known)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, present);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), after.Used);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), after.PausedUntil.Ticks);
            file.Position = 0;
            await file.WriteAsync(bytes, cancellationToken);
        }

        return after;
    }

    private async Task<FileStream> OpenAsync(string bucket, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Concat(bucket.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')));
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (time.GetElapsedTime(started) < Patience)
            {
                // Another process holds it for some microseconds.
                await Task.Delay(Retry, time, cancellationToken);
            }
        }
    }
}
