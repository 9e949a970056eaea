using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trading.Downloader;
using Trading.ExchangeSimulator;
using Trading.MarketData;
using Trading.OrderExecution;
using Trading.PaperTrading;
using Trading.Scanner;
using Trading.ServiceDefaults.Hosting;
using Trading.WebConsole;

namespace Trading.AllInOne.Tests;

/// <summary>Every route of every service that changes something, found in the running host's own table, so that a new one is judged too.</summary>
public sealed class BodyRouteTests
{
    /// <summary>Bodies that another program defines: unknown members are ignored there.</summary>
    private static readonly string[] Foreign = ["POST /alerts/webhook"];

    /// <summary>Routes that read no body.</summary>
    private static readonly string[] Bodyless =
    [
        "POST /orders/reconcile", "POST /accounts/{id}/baseline", "POST /console/strategies/{id}/align",
        "DELETE /orders", "DELETE /orders/{id:guid}", "DELETE /paper/strategies/{id}", "DELETE /downloads/{id:guid}",
    ];

    [Fact]
    public async Task Every_route_with_a_body_refuses_a_member_that_it_does_not_know()
    {
        await using var app = Build();
        var routes = RoutesOf(app).Where(route => BodyOf(route) is not null).ToList();
        Assert.True(routes.Count > 8);
        foreach (var route in routes.Where(route => !Foreign.Contains(NameOf(route), StringComparer.Ordinal)))
        {
            await using var scope = app.Services.CreateAsyncScope();
            var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            http.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
            http.Request.Method = NameOf(route).Split(' ')[0];
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes("""{"noSuchMember":1}"""));
            http.Request.RouteValues["id"] = "0190c0de-0000-7000-8000-000000000000";
            var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => route.RequestDelegate!(http));
            Assert.True(
                refused.InnerException is JsonException { Path: "$.noSuchMember" } fault && fault.Message.Contains("could not be mapped", StringComparison.Ordinal),
                $"{NameOf(route)}: {refused.Message} {refused.InnerException?.Message}");
        }
    }

    [Fact]
    public async Task No_part_of_a_body_is_free_of_the_strict_reader()
    {
        await using var app = Build();
        var options = app.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        foreach (var route in RoutesOf(app).Where(route => BodyOf(route) is not null && !Foreign.Contains(NameOf(route), StringComparer.Ordinal)))
        {
            foreach (var type in TypesOf(BodyOf(route)!, options))
            {
                Assert.False(type == typeof(object), $"{NameOf(route)} takes anything at one place.");
                var contract = options.GetTypeInfo(type);
                Assert.True(
                    (contract.UnmappedMemberHandling ?? options.UnmappedMemberHandling) == JsonUnmappedMemberHandling.Disallow, $"{NameOf(route)}: {type} takes unknown members.");
                Assert.DoesNotContain(contract.Properties, property => property.IsExtensionData);
                Assert.False(type.IsEnum && contract.Converter.GetType().Namespace == "System.Text.Json.Serialization.Converters", $"{NameOf(route)}: {type} takes numbers.");
            }
        }
    }

    [Fact]
    public async Task A_route_without_a_declared_body_is_known_to_read_none()
    {
        await using var app = Build();
        Assert.Empty(RoutesOf(app).Where(route => BodyOf(route) is null).Select(NameOf).Except(Bodyless, StringComparer.Ordinal));
    }

    private static WebApplication Build()
    {
        var folder = Directory.CreateTempSubdirectory("trading-routes-").FullName;
        return ServiceHost.Build(
            ["--urls=http://127.0.0.1:0", $"--Security:KeyFile={Path.Combine(folder, "keys")}", $"--Database:Directory={folder}"],
            [new ExchangeSimulatorModule(), new MarketDataModule(), new DownloaderModule(), new PaperTradingModule(), new OrderExecutionModule(), new ScannerModule(), new ConsoleModule()]);
    }

    /// <summary>Everything but GET, without the venue's own routes: those answer with the venue's errors.</summary>
    private static IEnumerable<RouteEndpoint> RoutesOf(WebApplication app) => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.All(method => method is "GET" or "HEAD") == false)
        .Where(route => route.RoutePattern.RawText!.TrimStart('/').Split('/')[0] is not ("api" or "fapi" or "sapi"));

    private static string NameOf(RouteEndpoint route) =>
        $"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} /{route.RoutePattern.RawText!.Trim('/')}";

    private static Type? BodyOf(RouteEndpoint route) => route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    private static HashSet<Type> TypesOf(Type body, JsonSerializerOptions options)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>([body]);
        while (open.TryDequeue(out var next))
        {
            var type = Nullable.GetUnderlyingType(next) ?? next;
            if (found.Add(type))
            {
                var contract = options.GetTypeInfo(type);
                contract.Properties.Select(property => property.PropertyType).Concat(contract.ElementType is { } element ? [element] : []).ToList().ForEach(open.Enqueue);
            }
        }

        return found;
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
