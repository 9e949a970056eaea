namespace Trading.WebConsole.Alerts;

public enum AlertState
{
    Firing = 0,
    Resolved = 1,
}
