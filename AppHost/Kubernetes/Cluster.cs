using System.Text;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.AppHost.Kubernetes;

/// <summary>The Kubernetes cluster as a place to compute: its step of the publish pipeline writes a kustomize base.</summary>
internal sealed class Cluster : Resource, IComputeEnvironmentResource
{
    private readonly Images _images;

    public Cluster(string registry, string tag)
        : base("kubernetes")
    {
        _images = new Images(registry, tag);
        Annotations.Add(new PipelineStepAnnotation(_ => new PipelineStep
        {
            Name = "write-manifests",
            Action = WriteAsync,
            DependsOnSteps = [WellKnownPipelineSteps.PublishPrereq],
            RequiredBySteps = [WellKnownPipelineSteps.Publish],
        }));
    }

    /// <summary>Files written so far.</summary>
    public int Written { get; private set; }

    public ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference) =>
        ReferenceExpression.Create($"{endpointReference.Resource.Name}");

    private async Task WriteAsync(PipelineStepContext context)
    {
        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in await ManifestFiles.OfAsync(context.Model, context.ExecutionContext, _images))
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, name), content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), context.CancellationToken);
            Written++;
        }
    }
}
