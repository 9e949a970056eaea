namespace Trading.ExchangeSimulator.Tests.Protocol.Shapes;

/// <summary>Every recorded HTTP exchange, asked again of the simulator.</summary>
public sealed class RecordedExchangeTests(SpotVenue venue) : IClassFixture<SpotVenue>
{
    /// <summary>Errors that no request gets today: one is made up, the other is of a depth limit that the venue takes by now. Their form is any error's.</summary>
    private static readonly string[] NoLongerAnswered = ["binance.com/public/ping_error.yml", "binance.com/public/depth_2.yml"];

    [Fact]
    public async Task Answers_have_the_names_and_types_that_were_recorded_and_errors_their_code()
    {
        List<string> differences = [];
        var names = Recorded.ExchangeNames();
        foreach (var name in names)
        {
            differences.AddRange((await DifferencesAsync(name)).Select(difference => $"{name}: {difference}"));
        }

        Assert.Empty(differences);
        Assert.True(names.Count >= 25, $"{names.Count} recorded exchanges");
    }

    private async Task<List<string>> DifferencesAsync(string name)
    {
        var (path, status, body) = Recorded.Exchange(name);
        var isAnswered = !NoLongerAnswered.Contains(name, StringComparer.Ordinal);

        // Version 1 is gone by now.
        var asked = isAnswered ? path.Replace("/api/v1/", "/api/v3/", StringComparison.Ordinal) : "/api/v3/ticker/price?symbol=BOGUS";
        var (answered, made, _) = await venue.Host.SendAsync(HttpMethod.Get, asked);
        List<string> differences = [.. JsonShape.Of(body).Except(JsonShape.Of(made), StringComparer.Ordinal)];
        if ((int)answered != status)
        {
            differences.Add($"status {(int)answered}");
        }

        if (status != 200 && isAnswered && made.GetRawText() != body.GetRawText())
        {
            differences.Add(made.GetRawText());
        }

        return differences;
    }
}
