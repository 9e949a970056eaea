using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>Starts a replay in the running venue, and tells how far it is. Starting one needs a trader's key.</summary>
internal static class ReplayApi
{
    public static void MapReplay(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/simulator/replay").WithTags("simulator");
        group.MapGet("", (VenueLoop loop) => loop.Replay).WithSummary("The running replay, if any.");
        group.MapPost("", Start).WithSummary("Puts a recording of Simulator:ReplayFolder in place of the present tape.")
            .RequireApiKey(ApiRole.Trader)
            .Refuses(StatusCodes.Status400BadRequest, "invalidSpeed", "speed is a factor above 0 and up to 1000000, or 'max'.");
    }

    private static Results<Accepted<ReplayState>, ProblemHttpResult> Start(ReplayRequest request, RecordingFolder folder, VenueLoop loop)
    {
        if (!ReplaySpeed.TryParse(request.Speed ?? "1", out var speed))
        {
            return Problem.BadRequest("invalidSpeed", "speed is a factor above 0 and up to 1000000, or 'max'.");
        }

        var (path, problem) = folder.Find(request.File);
        if (path is null)
        {
            return Problem.BadRequest("replayFileMissing", problem!);
        }

        return loop.Start(path, speed) is { } unusable
            ? Problem.BadRequest("replayFileInvalid", $"'{request.File}' {unusable}")
            : TypedResults.Accepted("/simulator/replay", loop.Replay);
    }
}

/// <param name="Speed">A number or the text <c>max</c>; 1 when absent.</param>
internal sealed record ReplayRequest(string? File, [property: JsonConverter(typeof(NumberOrTextConverter))] string? Speed = null);

internal sealed class NumberOrTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.String => reader.GetString(),
        _ => throw new JsonException("It is a number or a text."),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Where a replay stands.</summary>
/// <param name="State"><c>idle</c>, <c>waiting</c> for a subscriber, <c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Frames">Recorded messages passed so far, listened to or not.</param>
/// <param name="Time">UTC, where it is in the recording's own time; null without a replay.</param>
/// <param name="EndedAt">UTC by our clock, when the last message was sent; null until then.</param>
/// <param name="Problem">Why it has failed; null unless it has.</param>
internal sealed record ReplayState(
    string? File,
    string Speed,
    string State,
    long Frames,
    long Trades,
    IReadOnlyList<string> Symbols,
    DateTime? Time = null,
    DateTime? EndedAt = null,
    string? Problem = null);
