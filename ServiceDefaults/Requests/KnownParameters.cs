using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Logs;
using Trading.ServiceDefaults.Problems;

namespace Trading.ServiceDefaults.Requests;

/// <summary>
/// Refuses a query parameter that a documented operation does not have: a misspelt filter that is passed over answers another question.
/// Probes and what no document describes (pages, the simulated venue's own routes) are left alone.
/// </summary>
internal sealed class KnownParameters(RequestDelegate next, IApiDescriptionGroupCollectionProvider descriptions)
{
    private const int LongestEcho = 64;

    private readonly Lazy<FrozenDictionary<MethodInfo, string[]>> _names = new(() => descriptions.ApiDescriptionGroups.Items
        .SelectMany(group => group.Items)
        .Where(operation => !operation.ActionDescriptor.EndpointMetadata.OfType<AnswersWhileStarting>().Any())
        .Select(operation => (
            Handler: operation.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault(), Names: QueryOf(operation)))
        .Where(operation => operation.Handler is not null)
        .GroupBy(operation => operation.Handler!, operation => operation.Names)
        .ToFrozenDictionary(
            group => group.Key, group => group.SelectMany(names => names).Distinct(StringComparer.OrdinalIgnoreCase).ToArray()));

    public Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.QueryString.HasValue
            || http.GetEndpoint()?.Metadata.GetMetadata<MethodInfo>() is not { } handler
            || !_names.Value.TryGetValue(handler, out var names)
            || http.Request.Query.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)) is not { } unknown)
        {
            return next(http);
        }

        return Problem.BadRequest("unknownParameter", Explain(unknown, names)).ExecuteAsync(http);
    }

    private static IEnumerable<string> QueryOf(ApiDescription operation) =>
        operation.ParameterDescriptions.Where(parameter => parameter.Source == BindingSource.Query).Select(parameter => parameter.Name);

    private static string Explain(string unknown, string[] names)
    {
        var written = SecretText.Redact(unknown.Length > LongestEcho ? unknown[..LongestEcho] + "..." : unknown);
        var right = NearestName.Of(unknown, names) is { } meant ? $"did you mean '{meant}'?"
            : names.Length == 0 ? "there are none here."
            : $"the parameters are {string.Join(", ", names)}.";
        return $"Unknown query parameter '{written}': {right}";
    }
}
