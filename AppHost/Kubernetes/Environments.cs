using System.Globalization;
using k8s.Models;

namespace Trading.AppHost.Kubernetes;

/// <summary>
/// The environment of a resource as a cluster writes it: a secret becomes a variable of its own that refers to the Secret, and the texts
/// around it refer to that.
/// </summary>
internal static class Environments
{
    public const string SecretName = "trading-secrets";

    public static async Task<List<V1EnvVar>> OfAsync(IResource resource, DistributedApplicationExecutionContext execution)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var context = new EnvironmentCallbackContext(execution, resource, values, CancellationToken.None);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var secrets = new SortedSet<string>(StringComparer.Ordinal);
        var variables = values.Select(value => new V1EnvVar { Name = value.Key, Value = Text(value.Value, secrets) }).ToList();
        return
        [
            .. secrets.Select(secret => new V1EnvVar
            {
                Name = Variable(secret),
                ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = SecretName, Key = secret } },
            }),
            .. variables,
        ];
    }

    private static string Text(object value, SortedSet<string> secrets) => value switch
    {
        string text => text,
        ReferenceExpression expression => string.Format(
            CultureInfo.InvariantCulture, expression.Format, [.. expression.ValueProviders.Select(part => Text(part, secrets))]),
        ParameterResource secret => Secret(secret.Name, secrets),
        EndpointReference endpoint => $"{endpoint.Scheme}://{HostAndPort(endpoint)}",
        EndpointReferenceExpression { Property: EndpointProperty.Host } part => part.Endpoint.Resource.Name,
        EndpointReferenceExpression { Property: EndpointProperty.Port } part => Port(part.Endpoint),
        EndpointReferenceExpression { Property: EndpointProperty.HostAndPort } part => HostAndPort(part.Endpoint),
        _ => throw new InvalidOperationException($"A setting holds a {value.GetType().Name}, which has no text in a cluster."),
    };

    private static string Secret(string name, SortedSet<string> secrets)
    {
        secrets.Add(name);
        return $"$({Variable(name)})";
    }

    private static string Variable(string secret) => "SECRET_" + secret.ToUpperInvariant().Replace('-', '_');

    private static string HostAndPort(EndpointReference endpoint) => $"{endpoint.Resource.Name}:{Port(endpoint)}";

    private static string Port(EndpointReference endpoint) => endpoint.Resource.Annotations.OfType<EndpointAnnotation>()
        .Single(known => known.Name == endpoint.EndpointName).TargetPort!.Value.ToString(CultureInfo.InvariantCulture);
}
