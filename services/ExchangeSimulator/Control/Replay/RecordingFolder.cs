namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>The one folder whose recordings may be started by a request.</summary>
internal sealed class RecordingFolder(SimulatorOptions options)
{
    /// <summary>The file of that name, or why it is none.</summary>
    public (string? Path, string? Problem) Find(string? name)
    {
        if (string.IsNullOrEmpty(options.ReplayFolder))
        {
            return (null, "Simulator:ReplayFolder is not set: this venue takes a recording at its start only.");
        }

        if (string.IsNullOrWhiteSpace(name) || name.Contains('\0', StringComparison.Ordinal))
        {
            return (null, "file is the name of a recording in Simulator:ReplayFolder.");
        }

        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.ReplayFolder));
        var path = Path.GetFullPath(name, folder);
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || LeadsAway(folder, path))
        {
            return (null, $"file must lie in {folder}, without links on the way.");
        }

        // Devices, pipes and sockets have no length.
        return new FileInfo(path) is { Exists: true, Length: > 0 } ? (path, null) : (null, $"There is no recording '{name}' in {folder}.");
    }

    private static bool LeadsAway(string folder, string path)
    {
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
