namespace Trading.AppHost.Local;

/// <summary>A program's output on disk, readable by its owner only: at most four files of 16 MB, <c>name.log</c> and the older <c>.1</c> to <c>.3</c>.</summary>
internal sealed class RotatingLog : IAsyncDisposable
{
    private const long LargestFile = 16 * 1024 * 1024;
    private const int OlderFiles = 3;

    private readonly string _path;
    private readonly SemaphoreSlim _writing = new(1);
    private FileStream _file;

    public RotatingLog(string path)
    {
        _path = path;
        _file = Open(path);
    }

    /// <summary>Writes all that comes from a stream, until its end.</summary>
    public async Task CopyAsync(Stream output)
    {
        var buffer = new byte[64 * 1024];
        while (await output.ReadAsync(buffer) is > 0 and var read)
        {
            await WriteAsync(buffer.AsMemory(0, read));
        }
    }

    /// <summary>From any thread.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> text)
    {
        await _writing.WaitAsync();
        try
        {
            if (_file.Length + text.Length > LargestFile)
            {
                await RotateAsync();
            }

            await _file.WriteAsync(text);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _writing.Dispose();
    }

    private async Task RotateAsync()
    {
        await _file.DisposeAsync();
        for (var older = OlderFiles; older > 0; older--)
        {
            var newer = older == 1 ? _path : $"{_path}.{older - 1}";
            if (File.Exists(newer))
            {
                File.Move(newer, $"{_path}.{older}", overwrite: true);
            }
        }

        _file = Open(_path);
    }

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
