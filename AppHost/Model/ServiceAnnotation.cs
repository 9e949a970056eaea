namespace Trading.AppHost.Model;

/// <summary>What the manifests and the printed table need of a service beyond what Aspire's model holds.</summary>
/// <param name="Project">Folder under <c>services/</c>; its assembly is <c>Trading.</c> and this name.</param>
internal sealed record ServiceAnnotation(string Project, string Description) : IResourceAnnotation
{
    /// <summary>True when it keeps files of its own, beside what the servers keep for it.</summary>
    public bool KeepsFiles { get; set; }
}
