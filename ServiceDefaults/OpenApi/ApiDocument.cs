using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Security;

namespace Trading.ServiceDefaults.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and, for people, a page of it at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    /// <summary>One document for what answers on ports without an owner, and one for each port that a module owns.</summary>
    public static void AddApiDocument(this IServiceCollection services, ServiceIdentity identity, ModulePorts ports)
    {
        services.AddOpenApi(options => Describe(options, identity.Name, identity.Version, port: null));
        foreach (var (port, module) in ports.Owned)
        {
            services.AddOpenApi(NameOf(port), options => Describe(options, module, identity.Version, port));
        }
    }

    public static void MapApiDocument(this IEndpointRouteBuilder endpoints, ModulePorts ports)
    {
        ports.On(null, endpoints).MapOpenApi();
        foreach (var (port, _) in ports.Owned)
        {
            ports.On(port, endpoints).MapGet("/openapi/v1.json", (HttpContext http) => WriteAsync(http, NameOf(port)))
                .ExcludeFromDescription();
        }

        endpoints.MapApiPage();
    }

    private static void Describe(OpenApiOptions options, string title, string version, int? port)
    {
        options.ShouldInclude = endpoint => ListenerPort.Of(endpoint.ActionDescriptor.EndpointMetadata) == port;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = $"Trading: {title}",
                Version = version,
                Description =
                    $"Decimals are strings, times are ISO 8601 UTC. What changes something wants the header {ApiKeyOptions.Header}. "
                    + "Errors are RFC 9457 problem details with a stable code.",
            };
            return Task.CompletedTask;
        });
        OperationRules.Add(options);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // The wire shape of ProductJson, which the generator cannot see through the converters.
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(decimal) || type == typeof(string) || type.IsEnum)
            {
                var isNullable = type != context.JsonTypeInfo.Type || context.JsonPropertyInfo is { IsSetNullable: true };
                schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
                schema.Format = type == typeof(decimal) ? "decimal" : schema.Format;
                schema.Pattern = type == typeof(decimal) ? null : schema.Pattern;
                schema.Enum = type.IsEnum ? [.. EnumNames.Of(type).Select(name => (JsonNode)name)] : schema.Enum;
            }

            return Task.CompletedTask;
        });
    }

    private static string NameOf(int port) => string.Create(CultureInfo.InvariantCulture, $"port-{port}");

    private static async Task WriteAsync(HttpContext http, string name)
    {
        var document = await http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(name)
            .GetOpenApiDocumentAsync(http.RequestAborted);
        http.Response.ContentType = "application/json;charset=utf-8";
        await http.Response.WriteAsync(
            await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, http.RequestAborted), http.RequestAborted);
    }
}
