namespace Trading.AppHost;

/// <summary>The repository that AppHost was built from: projects to build and run, files of <c>infra/</c>.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    /// <summary>AppHost as it was built in its own folder.</summary>
    public static string HostAssembly =>
        Path.Combine(Root, "AppHost", "bin", Configuration, $"net{Environment.Version.Major}.0", "Trading.AppHost.dll");

    public static string ProjectFolder(string project) => Path.Combine(Root, "services", project);

    public static string Assembly(string project) =>
        Path.Combine(ProjectFolder(project), "bin", Configuration, $"net{Environment.Version.Major}.0", $"Trading.{project}.dll");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Trading.sln")))
            {
                return folder.FullName;
            }
        }

        throw new WrongUseException($"AppHost runs from its repository: there is no Trading.sln above {AppContext.BaseDirectory}.");
    }
}
