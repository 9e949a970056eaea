using System.Diagnostics;

namespace Trading.ServiceDefaults.Logs;

/// <summary>Where an exception was thrown: file name and line of the innermost frame that has debug information.</summary>
internal readonly record struct SourceLine(string File, int Line)
{
    /// <summary>Null when no frame has any, as in code of libraries alone.</summary>
    public static SourceLine? Of(Exception exception)
    {
        var frame = Array.Find(new StackTrace(exception, fNeedFileInfo: true).GetFrames(), frame => frame.GetFileName() is not null);
        return frame is null ? null : new SourceLine(Path.GetFileName(frame.GetFileName()!), frame.GetFileLineNumber());
    }
}
