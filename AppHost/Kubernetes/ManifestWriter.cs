namespace Trading.AppHost.Kubernetes;

public static class ManifestWriter
{
    public static int Write(string folder, string registry, string tag)
    {
        Console.WriteLine($"{folder} {registry} {tag}");
        return 1;
    }
}
