namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// A buffer of encoded frames that the log and every client queue share. It goes back to the pool when the last of them
/// has let go of it.
/// </summary>
internal sealed class FrameBlock
{
    public const int Size = 256 * 1024;
    private static readonly FrameBlockPool Pool = new();
    private int _references;

    private FrameBlock(int size) => Bytes = new byte[size];

    public byte[] Bytes { get; }

    public int Used { get; set; }

    public int Free => Bytes.Length - Used;

    /// <summary>True while only its creator holds the block.</summary>
    public bool IsAlone => Volatile.Read(ref _references) == 1;

    public static FrameBlock Rent(int atLeast)
    {
        var block = atLeast <= Size ? Pool.TryTake() ?? new FrameBlock(Size) : new FrameBlock(atLeast);
        block.Used = 0;
        block._references = 1;
        return block;
    }

    public void Hold() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0 && Bytes.Length == Size)
        {
            Pool.Return(this);
        }
    }

    private sealed class FrameBlockPool
    {
        private const int Kept = 64;
        private readonly Stack<FrameBlock> _blocks = [];
        private readonly Lock _gate = new();

        public FrameBlock? TryTake()
        {
            lock (_gate)
            {
                return _blocks.TryPop(out var block) ? block : null;
            }
        }

        public void Return(FrameBlock block)
        {
            lock (_gate)
            {
                if (_blocks.Count < Kept)
                {
                    _blocks.Push(block);
                }
            }
        }
    }
}

/// <summary>One or more whole WebSocket frames in a shared block. The reader of a queue releases the block.</summary>
internal readonly record struct FrameSlice(FrameBlock Block, int Offset, int Length)
{
    public ReadOnlyMemory<byte> Memory => Block.Bytes.AsMemory(Offset, Length);
}
