using System.Globalization;

namespace Trading.Exchanges.Limits;

/// <summary>
/// The ledger of all processes on one IP, kept in Redis by scripts, each atomic. While Redis does not answer every process goes on with a
/// ledger of its own, which still follows the venue's count.
/// </summary>
/// <param name="evaluate">Runs a script with keys and arguments; null when Redis did not answer.</param>
public sealed class RedisWeightLedger(RedisWeightLedger.Script evaluate) : IWeightLedger
{
    public delegate ValueTask<long[]?> Script(string script, string[] keys, string[] arguments, CancellationToken cancellationToken);

    /// <summary>
    /// Who yields is entered in a line while it waits (for two seconds after its last try, on the clock of Redis: it may have died) and
    /// goes before everyone who had more of the window.
    /// </summary>
    private const string Reserve =
        """
        local paused = tonumber(redis.call('GET', KEYS[2]) or '0')
        local used = tonumber(redis.call('GET', KEYS[1]) or '0')
        if paused > tonumber(ARGV[3]) then return {0, used, paused} end
        local fits = used + tonumber(ARGV[1]) <= tonumber(ARGV[2])
        local process = ARGV[4]
        if process ~= '' then
          local time = redis.call('TIME')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          local own = tonumber(redis.call('HGET', KEYS[3], process) or '0')
          for _, other in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], now - 2000, '+inf')) do
            if other ~= process and tonumber(redis.call('HGET', KEYS[3], other) or '0') < own then fits = false end
          end
          if not fits then
            redis.call('ZADD', KEYS[4], now, process)
            redis.call('EXPIRE', KEYS[4], 900)
            return {0, used, paused}
          end
          redis.call('ZREM', KEYS[4], process)
          redis.call('HINCRBY', KEYS[3], process, ARGV[1])
          redis.call('EXPIRE', KEYS[3], 900)
        end
        if not fits then return {0, used, paused} end
        used = redis.call('INCRBY', KEYS[1], ARGV[1])
        redis.call('EXPIRE', KEYS[1], 900)
        return {1, used, paused}
        """;

    private const string Observe =
        """
        if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[1]) or '0') then redis.call('SET', KEYS[1], ARGV[1], 'EX', 900) end
        return {1}
        """;

    private const string Pause =
        """
        if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[1]) or '0') then redis.call('SET', KEYS[1], ARGV[1], 'EX', 345600) end
        return {1}
        """;

    private readonly string _process = Guid.NewGuid().ToString("n");
    private readonly MemoryWeightLedger _own = new();

    public async ValueTask<WeightReply> ReserveAsync(
        string bucket, long window, int weight, int allowed, DateTime now, CancellationToken cancellationToken, bool yields = false)
    {
        var answer = await evaluate(
            Reserve, Keys(bucket, window), [Text(weight), Text(allowed), Text(Milliseconds(now)), yields ? _process : ""],
            cancellationToken);
        return Reply(answer) ?? await _own.ReserveAsync(bucket, window, weight, allowed, now, cancellationToken);
    }

    public async ValueTask ObserveAsync(string bucket, long window, int used, CancellationToken cancellationToken)
    {
        await _own.ObserveAsync(bucket, window, used, cancellationToken);
        await evaluate(Observe, [WindowKey(bucket, window)], [Text(used)], cancellationToken);
    }

    public async ValueTask PauseAsync(string bucket, DateTime until, CancellationToken cancellationToken)
    {
        await _own.PauseAsync(bucket, until, cancellationToken);
        await evaluate(Pause, [PauseKey(bucket)], [Text(Milliseconds(until))], cancellationToken);
    }

    public async ValueTask<WeightReply> ReadAsync(string bucket, long window, CancellationToken cancellationToken)
    {
        // A reservation of nothing that is allowed nothing: it reads.
        var answer = await evaluate(Reserve, Keys(bucket, window), ["0", "-1", "0", ""], cancellationToken);
        return Reply(answer) ?? await _own.ReadAsync(bucket, window, cancellationToken);
    }

    private static WeightReply? Reply(long[]? answer) => answer is [var granted, var used, var paused]
        ? new WeightReply(granted == 1, (int)used, DateTime.UnixEpoch.AddMilliseconds(paused))
        : null;

    private static string[] Keys(string bucket, long window) =>
        [WindowKey(bucket, window), PauseKey(bucket), WindowKey(bucket, window) + ":served", $"weight:{{{bucket}}}:line"];

    private static string WindowKey(string bucket, long window) => $"weight:{{{bucket}}}:{Text(window)}";

    private static string PauseKey(string bucket) => $"weight:{{{bucket}}}:pause";

    private static long Milliseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
