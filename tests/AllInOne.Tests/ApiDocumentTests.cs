using System.Net.Http.Json;
using System.Text.Json;

namespace Trading.AllInOne.Tests;

/// <summary>Every operation of every document says what it does, who may call it and what it refuses.</summary>
public sealed class ApiDocumentTests
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    [Fact]
    public async Task Every_operation_has_a_summary_its_role_and_the_refusals_of_its_input()
    {
        await using var system = await WholeSystem.StartAsync("--Logging:LogLevel:Default=Critical");
        List<string> faults = [];
        var operations = 0;
        foreach (var http in new[] { system.Services, system.Venue })
        {
            var document = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);
            foreach (var path in document.GetProperty("paths").EnumerateObject())
            {
                foreach (var operation in path.Value.EnumerateObject().Where(member => Methods.Contains(member.Name, StringComparer.Ordinal)))
                {
                    operations++;
                    faults.AddRange(FaultsOf(path.Name, operation.Name, operation.Value).Select(fault => $"{operation.Name} {path.Name}: {fault}"));
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(operations > 40, $"{operations} operations");
    }

    private static IEnumerable<string> FaultsOf(string path, string method, JsonElement operation)
    {
        if (!operation.TryGetProperty("summary", out var summary) || summary.GetString() is not { Length: > 10 })
        {
            yield return "no summary";
        }

        var description = operation.TryGetProperty("description", out var text) ? text.GetString()! : string.Empty;
        if (!description.Contains("Role: ", StringComparison.Ordinal))
        {
            yield return "no role";
        }

        var responses = operation.GetProperty("responses");
        var guarded = operation.TryGetProperty("security", out _);
        if (guarded && !(responses.TryGetProperty("401", out _) && responses.TryGetProperty("403", out _)))
        {
            yield return "a role without 401 and 403";
        }

        if (guarded != !description.Contains("Role: none", StringComparison.Ordinal))
        {
            yield return "text and security requirement differ";
        }

        var takesInput = operation.TryGetProperty("parameters", out _) || operation.TryGetProperty("requestBody", out _);
        if (takesInput && !responses.TryGetProperty("400", out _))
        {
            yield return "input without 400";
        }

        if (path.Contains("{id}", StringComparison.Ordinal) && !responses.TryGetProperty("404", out _) && !path.StartsWith("/console/", StringComparison.Ordinal))
        {
            yield return "an id without 404";
        }

        foreach (var refusal in responses.EnumerateObject().Where(response => response.Name[0] is '4' or '5' && path != "/ready"))
        {
            var examples = refusal.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("examples").EnumerateObject().ToList();
            if (examples.Count == 0 || examples.Any(example => example.Value.GetProperty("value").GetProperty("code").GetString() != example.Name))
            {
                yield return $"{refusal.Name} without an example of its code";
            }
        }

        if (method != "get" && !guarded && path is not ("/downloads/verify" or "/alerts/webhook"))
        {
            yield return "changes something without a role";
        }
    }
}
