using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Trading.Exchanges.Orders;

namespace Trading.OrderExecution.Tests.Stubs;

/// <summary>A user stream that says what the test writes into it.</summary>
internal sealed class SilentUserStream : IUserStream
{
    private readonly Channel<UserStreamUpdate> _updates = Channel.CreateUnbounded<UserStreamUpdate>();

    public void Say(UserStreamUpdate update) => _updates.Writer.TryWrite(update);

    public async IAsyncEnumerable<UserStreamUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var update in _updates.Reader.ReadAllAsync(cancellationToken))
        {
            yield return update;
        }
    }
}
