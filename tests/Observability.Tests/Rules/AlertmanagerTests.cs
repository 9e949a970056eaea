namespace Trading.Observability.Tests.Rules;

public sealed class AlertmanagerTests
{
    [Theory]
    [InlineData("alertmanager.yml")]
    [InlineData("alertmanager.full.yml")]
    public async Task Configuration_is_valid(string file)
    {
        var (exitCode, output) = await Tool.RunAsync("amtool", "check-config", InfraFiles.PathOf("alertmanager", file));
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("alertmanager.yml", "critical", "page")]
    [InlineData("alertmanager.yml", "warning", "ticket")]
    [InlineData("alertmanager.yml", "info", "inbox")]
    [InlineData("alertmanager.full.yml", "critical", "page")]
    [InlineData("alertmanager.full.yml", "warning", "ticket")]
    public async Task Severity_decides_who_is_told(string file, string severity, string receiver)
    {
        var (exitCode, output) = await Tool.RunAsync(
            "amtool", "config", "routes", "test", "--config.file=" + InfraFiles.PathOf("alertmanager", file), "--verify.receivers=" + receiver, "severity=" + severity);
        Assert.True(exitCode == 0, output);
    }
}
