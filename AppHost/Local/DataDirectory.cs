using System.Security.Cryptography;
using System.Text;

namespace Trading.AppHost.Local;

/// <summary>
/// Where a run keeps what survives it: <c>TRADING_DATA</c>, else <c>.data</c> in the repository. The simulator's data lies in it
/// directly; each other venue and each replayed file has a folder of its own, so that their facts, orders and positions never mix. One
/// run at a time may use a folder.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _root;

    private DataDirectory(string root, string folder)
    {
        _root = root;
        Folder = folder;
        KeyFile = Path.Combine(root, "api-keys");
        _lock = new FileStream(Path.Combine(folder, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    public string Folder { get; }

    /// <summary>The API keys, one <c>role:key</c> a line, readable by their owner only.</summary>
    public string KeyFile { get; }

    public static DataDirectory Open(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var root = Path.GetFullPath(Environment.GetEnvironmentVariable("TRADING_DATA") is { Length: > 0 } named ? named : Path.Combine(SourceTree.Root, ".data"));
        var folder = Path.Combine(root, Part(options));
        try
        {
            OwnerOnlyFolder.Make(root);
            OwnerOnlyFolder.Make(folder);
            var data = new DataDirectory(root, folder);
            OwnerOnlyFolder.CloseContents(folder);
            return data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The data directory {folder} cannot be used, perhaps because another run uses it ({e.Message.TrimEnd('.')}). TRADING_DATA names another.");
        }
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Started by root, PostgreSQL runs as a user of its own and passes through to its folder, when it can come as far as this one.</summary>
    public void LetServersThrough()
    {
        var user = SystemUser.ForServers();
        if (!SystemUser.CanReach(user, _root))
        {
            return;
        }

        for (var folder = Folder; folder.Length >= _root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            SystemUser.LetThrough(user, folder);
        }
    }

    /// <summary>The file of a secret, readable by its owner only.</summary>
    public string SecretPath(string name) => PathOf(Path.Combine("secrets", name));

    /// <summary>A secret of this directory, made at its first use.</summary>
    public async Task<string> SecretAsync(string name, CancellationToken cancellationToken)
    {
        var file = SecretPath(name);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await SecretFile.WriteAsync(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), cancellationToken);
        }

        return await File.ReadAllTextAsync(file, cancellationToken);
    }

    /// <summary>Makes development keys, one per role, unless there are keys already.</summary>
    public async Task EnsureKeysAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(KeyFile))
        {
            var keys = string.Concat(((string[])["viewer", "trader", "admin"]).Select(role => $"{role}:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}\n"));
            await SecretFile.WriteAsync(KeyFile, keys, cancellationToken);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string Part(RunOptions options)
    {
        if (options.ReplayFile is { } file)
        {
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..8];
            return Path.Combine("replay", $"{Path.GetFileNameWithoutExtension(file)}-{id}");
        }

        return options.Venue == Venue.Simulator ? "" : options.Venue.Name;
    }
}
