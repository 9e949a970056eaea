namespace Trading.SystemTests.Running;

/// <summary>A data folder that several runs use one after the other; deleted at the end.</summary>
public sealed class KeptFolder(string folder) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
