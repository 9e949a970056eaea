using System.Runtime.InteropServices;

namespace Trading.AppHost.Data;

/// <summary>Keeps the data directory its owner's alone, also one that an older version made for everybody to read.</summary>
internal static class OwnerOnlyFolder
{
    private const uint GroupAndOthers = 0x3F;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>What this product puts into a data directory. PostgreSQL guards its own; containers read theirs as other users.</summary>
    private static readonly string[] Parts =
        [
            "alertmanager", "archives", "aspire", "configuration", "dashboard", "logs", "prometheus", "rabbitmq", "redis", "secrets",
            "simulator", "spool", "sqlite",
        ];

    /// <summary>Made, or closed to others when it is ours. A folder with other things in it is only used.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, Owner);
        }
        else if (File.GetUnixFileMode(folder).HasFlag(UnixFileMode.StickyBit))
        {
            throw new IOException("all users share this folder; name one of your own");
        }
        else if (!Directory.EnumerateFileSystemEntries(folder).Any()
            || File.Exists(Path.Combine(folder, "in-use"))
            || File.Exists(Path.Combine(folder, "api-keys")))
        {
            Close(folder);
        }
    }

    /// <summary>Links are left alone: what they lead to is not ours.</summary>
    public static void CloseContents(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Close(Path.Combine(folder, "in-use"));
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var part in Parts.Select(part => Path.Combine(folder, part)).Where(Directory.Exists))
        {
            Close(part);
            foreach (var entry in Directory.EnumerateFileSystemEntries(part, "*", all))
            {
                Close(entry);
            }
        }
    }

    /// <summary>Readable by its owner only, from the first byte.</summary>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }

    /// <summary>What this process and its children create from now on is their owner's alone.</summary>
    public static void CreateForOwnerOnly()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(GroupAndOthers);
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);

    private static void Close(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~Owner) != UnixFileMode.None)
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & Owner);
        }
    }
}
