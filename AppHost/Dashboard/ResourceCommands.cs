using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trading.AppHost.Data;
using Trading.AppHost.Model;

namespace Trading.AppHost.Dashboard;

/// <summary>
/// What a person does from the dashboard. Each command is a call of the services' own API with a key of this data directory, so it is
/// checked and written to the audit log as every other call.
/// </summary>
internal static class ResourceCommands
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public static void Add(TradingModel trading, DataDirectory data)
    {
        var venue = trading.Options.VenueList[0];
        var symbol = trading.Options.Symbols.Split(',')[0];
        Add(new("order-execution", "halt", "Halt trading", "Stop", "trader", HttpMethod.Post, "/risk/halt")
        {
            // One answer and it happens: no second dialog asks for a reason.
            Confirmation = "Stop all trading and cancel all open orders?",
            Body = _ => new JsonObject { ["reason"] = "halted in the dashboard", ["cancelOpen"] = "all" },
        });
        Add(new("order-execution", "resume", "Resume trading", "Play", "admin", HttpMethod.Post, "/risk/resume")
        {
            Confirmation = "Let strategies and clients send orders again?",
            Body = _ => new JsonObject { ["reason"] = "resumed in the dashboard" },
        });
        Add(new("downloader", "download-month", "Download a month", "ArrowDownload", "trader", HttpMethod.Post, "/downloads")
        {
            Inputs =
            [
                Text("symbol", "Symbol", symbol),
                Text("month", "Month, such as 2024-03", "2024-03"),
                Text("interval", "Interval", "1h"),
            ],
            Body = inputs => Range(inputs, new JsonObject
            {
                ["venue"] = venue,
                ["kind"] = "bars",
                ["symbols"] = new JsonArray(inputs["symbol"]),
                ["interval"] = inputs["interval"],
            }),
        });
        Add(new("paper-trading", "backtest", "Run a backtest", "Beaker", "trader", HttpMethod.Post, "/paper/backtests")
        {
            Inputs =
            [
                Text("strategy", "Strategy", "ma-cross"), Text("symbol", "Symbol", symbol),
                Text("month", "Month, such as 2024-03", "2024-03"),
                Text("interval", "Interval", "1h"), Text("cash", "Cash", "10000"),
            ],
            Body = inputs => Range(inputs, new JsonObject
            {
                ["strategy"] = inputs["strategy"],
                ["venue"] = venue,
                ["symbols"] = new JsonArray(inputs["symbol"]),
                ["interval"] = inputs["interval"],
                ["cash"] = inputs["cash"],
            }),
        });
        if (trading.IsSimulated)
        {
            Add(new(ServicePorts.Simulator, "replay", "Replay a session", "History", "trader", HttpMethod.Post, "/simulator/replay")
            {
                Inputs =
                [
                    Text("file", $"File in {trading.PathOf("recordings")}", "session.gz"),
                    Text("speed", "Factor of the recorded speed, or max", "1"),
                ],
                Confirmation = "Put the recording in place of the present tape?",
                Body = inputs => new JsonObject { ["file"] = inputs["file"], ["speed"] = inputs["speed"] },
            });
            Add(new(ServicePorts.Simulator, "inject-fault", "Inject a fault", "Bug", "trader", HttpMethod.Put, "/simulator/faults")
            {
                Inputs =
                [
                    Text("fault", "Fault, such as latencyMs, drop, stall or http503Unknown", "latencyMs"),
                    Text("value", "Value", "500"),
                ],
                Confirmation = "Let the simulated venue misbehave? Other faults are cleared.",
                Body = inputs => new JsonObject { [inputs["fault"]] = JsonNode.Parse(inputs["value"]) },
            });
            Add(new(ServicePorts.Simulator, "clear-faults", "Clear faults", "BugProhibited", "trader", HttpMethod.Put, "/simulator/faults")
            {
                Body = _ => [],
            });
        }

        void Add(ResourceCommand command)
        {
            var service = trading.Services.Find(known => known.Name == command.Service) ?? trading.Services[0];
            Func<ExecuteCommandContext, Task<ExecuteCommandResult>> run = context => RunAsync(trading, data, command, context);
            service.Resource.WithCommand(command.Name, command.Title, run, new CommandOptions
            {
                IconName = command.Icon,
                ConfirmationMessage = command.Confirmation,
                Arguments = command.Inputs,
                IsHighlighted = command.Name is "halt",
            });
        }
    }

    private static async Task<ExecuteCommandResult> RunAsync(
        TradingModel trading, DataDirectory data, ResourceCommand command, ExecuteCommandContext context)
    {
        try
        {
            var inputs = command.Inputs.ToDictionary(
                input => input.Name, input => context.Arguments[input.Name].Value ?? "", StringComparer.Ordinal);
            using var request = new HttpRequestMessage(command.Method, new Uri(trading.UrlOf(command.Service), command.Path));
            request.Content = JsonContent.Create(command.Body(inputs));
            request.Headers.Add("X-Api-Key", data.Key(command.Role));
            using var answer = await Client.SendAsync(request, context.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(context.CancellationToken);
            return answer.IsSuccessStatusCode
                ? CommandResults.Success($"{command.Title}: done.", text, CommandResultFormat.Json)
                : CommandResults.Failure(
                    $"{command.Title}: {DetailOf(text) ?? $"refused with {(int)answer.StatusCode}."}", text, CommandResultFormat.Json);
        }
        catch (Exception fault) when (fault is HttpRequestException or FormatException or JsonException)
        {
            return CommandResults.Failure($"{command.Title}: {fault.Message}");
        }
    }

    /// <summary>What a problem document says; null where the answer is none.</summary>
    private static string? DetailOf(string answer)
    {
        try
        {
            return JsonNode.Parse(answer)?["detail"]?.GetValue<string>();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>From the first day of the month given to the first of the next.</summary>
    private static JsonObject Range(IReadOnlyDictionary<string, string> inputs, JsonObject body)
    {
        if (!DateTime.TryParseExact(inputs["month"], "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start))
        {
            throw new FormatException($"'{inputs["month"]}' is no month: write it as 2024-03.");
        }

        (body["start"], body["end"]) = (Day(start), Day(start.AddMonths(1)));
        return body;
    }

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static InteractionInput Text(string name, string label, string value) =>
        new() { Name = name, Label = label, Value = value, InputType = InputType.Text, Required = true };
}
