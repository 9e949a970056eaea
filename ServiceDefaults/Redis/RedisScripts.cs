using StackExchange.Redis;

namespace Trading.ServiceDefaults.Redis;

public static class RedisScripts
{
    /// <summary>Runs a Lua script that answers with an array of numbers; null when Redis did not answer.</summary>
    /// <param name="name">The span's name: a constant, never a key.</param>
    public static async ValueTask<long[]?> EvaluateAsync(
        this RedisConnection redis, string name, string script, string[] keys, string[] arguments, CancellationToken cancellationToken)
    {
        var answer = await redis.TryAsync(
            name,
            async database => (long[]?)await database.ScriptEvaluateAsync(
                script, Array.ConvertAll(keys, key => (RedisKey)key), Array.ConvertAll(arguments, argument => (RedisValue)argument)),
            cancellationToken);
        return answer.Answered ? answer.Value : null;
    }
}
