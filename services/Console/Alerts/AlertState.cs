namespace Trading.WebConsole.Alerts;

internal enum AlertState
{
    Firing = 0,
    Resolved = 1,
}
