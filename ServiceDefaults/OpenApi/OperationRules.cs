using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.ServiceDefaults.OpenApi;

/// <summary>
/// Writes into every operation who may call it and what it refuses, from the metadata by which the endpoint is guarded: the document
/// cannot promise another role than the one that is asked for.
/// </summary>
internal static class OperationRules
{
    private const string Scheme = "ApiKey";

    public static void Add(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyOptions.Header,
                Description =
                    "A key of the file that the first start made; it has the role viewer, trader or admin, and a higher role may all that "
                        + "a lower one may.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var role = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy;
            var rule = role is null ? "Role: none, no key is needed." : $"Role: {role}.";
            operation.Description = string.IsNullOrEmpty(operation.Description) ? rule : $"{operation.Description}\n\n{rule}";
            if (role is not null)
            {
                operation.Security =
                    [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            }

            operation.Responses ??= [];
            foreach (var status in RefusalsOf(context.Description, role).GroupBy(refusal => refusal.Status).OrderBy(status => status.Key))
            {
                operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = Response(
                    status.Key, [.. status], context.Description);
            }

            return Task.CompletedTask;
        });
    }

    private static IEnumerable<DocumentedRefusal> RefusalsOf(ApiDescription description, string? role)
    {
        var sources = description.ParameterDescriptions.Select(parameter => parameter.Source).ToHashSet();
        if (sources.Contains(BindingSource.Query) || sources.Contains(BindingSource.Path) || sources.Contains(BindingSource.Body))
        {
            yield return new DocumentedRefusal(
                StatusCodes.Status400BadRequest, "invalidRequest", "quantity: must be a decimal number, such as \"1.5\".");
        }

        if (!description.ActionDescriptor.EndpointMetadata.OfType<AnswersWhileStarting>().Any())
        {
            yield return new DocumentedRefusal(
                StatusCodes.Status400BadRequest, "unknownParameter", "Unknown query parameter 'symbl': did you mean 'symbol'?");
        }

        if (sources.Contains(BindingSource.Body))
        {
            yield return new DocumentedRefusal(
                StatusCodes.Status413PayloadTooLarge, "payloadTooLarge", "The body is larger than this route takes.");
            yield return new DocumentedRefusal(
                StatusCodes.Status415UnsupportedMediaType, "unsupportedMediaType", ProblemRegistration.NotJson);
        }

        if (role is not null)
        {
            yield return new DocumentedRefusal(
                StatusCodes.Status401Unauthorized, "apiKeyRequired", $"Send a known key in the {ApiKeyOptions.Header} header.");
            yield return new DocumentedRefusal(StatusCodes.Status403Forbidden, "roleTooLow", $"This needs the role {role}.");
        }

        foreach (var own in description.ActionDescriptor.EndpointMetadata.OfType<DocumentedRefusal>())
        {
            yield return own;
        }
    }

    private static OpenApiResponse Response(int status, IReadOnlyList<DocumentedRefusal> refusals, ApiDescription description) => new()
    {
        Description =
            $"{ReasonPhrases.GetReasonPhrase(status)}, with code "
                + $"{string.Join(" or ", refusals.Select(refusal => refusal.Code).Distinct(StringComparer.Ordinal))}",
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/problem+json"] = new()
            {
                Examples = refusals.DistinctBy(refusal => refusal.Code).ToDictionary(
                    refusal => refusal.Code, IOpenApiExample (refusal) => new OpenApiExample { Value = Example(refusal, description) },
                    StringComparer.Ordinal),
            },
        },
    };

    private static JsonObject Example(DocumentedRefusal refusal, ApiDescription description) => new()
    {
        ["title"] = ReasonPhrases.GetReasonPhrase(refusal.Status),
        ["status"] = refusal.Status,
        ["detail"] = refusal.Detail,
        ["instance"] = $"/{description.RelativePath}",
        ["code"] = refusal.Code,
    };
}
