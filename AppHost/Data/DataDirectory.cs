using System.Security.Cryptography;
using System.Text;
using Trading.Contracts;

namespace Trading.AppHost.Data;

/// <summary>
/// Where a run keeps what survives it: <c>TRADING_DATA</c>, else <c>.data</c> in the repository. The simulator's data lies in it
/// directly; each other venue and each replayed file has a folder of its own, so that their facts, orders and positions never mix. One
/// run at a time may use a folder.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string root, string folder, bool wasUsed)
    {
        (Root, Folder, WasUsed) = (root, folder, wasUsed);
        KeyFile = Path.Combine(root, "api-keys");
        _lock = new FileStream(Path.Combine(folder, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    public string Folder { get; }

    /// <summary>Whether an earlier run left its data here.</summary>
    public bool WasUsed { get; }

    /// <summary>The directory itself, of which <see cref="Folder"/> is the part of this run's venue.</summary>
    public string Root { get; }

    /// <summary>The API keys, one <c>role:key</c> a line, readable by their owner only.</summary>
    public string KeyFile { get; }

    public static DataDirectory Open(RunOptions options)
    {
        var root = Path.GetFullPath(
            Environment.GetEnvironmentVariable("TRADING_DATA") is { Length: > 0 } named ? named : Path.Combine(SourceTree.Root, ".data"));
        var folder = Path.Combine(root, Part(options));
        try
        {
            OwnerOnlyFolder.Make(root);
            var wasUsed = Directory.Exists(folder);
            OwnerOnlyFolder.Make(folder);
            var data = new DataDirectory(root, folder, wasUsed);
            OwnerOnlyFolder.CloseContents(folder);
            data.EnsureKeys();
            return data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException(
                $"The data directory {folder} cannot be used, perhaps because another run uses it ({e.Message.TrimEnd('.')}). "
                + "TRADING_DATA names another.");
        }
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The file of a secret, readable by its owner only.</summary>
    public string SecretPath(string name) => PathOf(Path.Combine("secrets", name));

    /// <summary>A secret of this directory, made at its first use.</summary>
    public string Secret(string name)
    {
        var file = SecretPath(name);
        if (!File.Exists(file))
        {
            Write(Path.Combine("secrets", name), NewSecret());
        }

        return File.ReadAllText(file);
    }

    /// <summary>Keeps the secrets that the user has given for this run, and deletes those of an earlier run.</summary>
    public void Give(IEnumerable<string> names, IReadOnlyDictionary<string, string> given)
    {
        foreach (var name in names)
        {
            if (given.TryGetValue(name, out var value))
            {
                Write(Path.Combine("secrets", name), value);
            }
            else if (File.Exists(SecretPath(name)))
            {
                File.Delete(SecretPath(name));
            }
        }
    }

    /// <summary>The key of a role.</summary>
    public string Key(string role) =>
        File.ReadLines(KeyFile).First(line => line.StartsWith(role + ":", StringComparison.Ordinal))[(role.Length + 1)..];

    /// <summary>A file of this directory, readable by its owner only, or by the users of containers too.</summary>
    public string Write(string name, string text, bool forEverybody = false)
    {
        var file = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        OwnerOnlyFolder.Write(file, text);
        if (forEverybody && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        return file;
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Makes development keys, one per role, unless there are keys already.</summary>
    private void EnsureKeys()
    {
        if (!File.Exists(KeyFile))
        {
            OwnerOnlyFolder.Write(
                KeyFile, string.Concat(((string[])["viewer", "trader", "admin"]).Select(role => $"{role}:{NewSecret()}\n")));
        }
    }

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static string Part(RunOptions options)
    {
        if (options.ReplayFile is { } file)
        {
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..8];
            return Path.Combine("replay", $"{Path.GetFileNameWithoutExtension(file)}-{id}");
        }

        return options.Venue == Venues.Simulator ? "" : options.Venue.Replace(',', '+');
    }
}
