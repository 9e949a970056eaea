namespace Trading.AppHost.Kubernetes;

/// <summary>Names of the images that <c>dotnet publish -t:PublishContainer</c> makes.</summary>
internal sealed record Images(string Registry, string Tag)
{
    public string Of(string service) => $"{(Registry.Length == 0 ? "" : Registry.TrimEnd('/') + "/")}trading-{service}:{Tag}";
}
