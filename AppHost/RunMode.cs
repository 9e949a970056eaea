namespace Trading.AppHost;

/// <summary>What the system runs on.</summary>
internal enum RunMode
{
    Auto = 0,
    Containers = 1,
    Local = 2,
    Embedded = 3,
}
